// The shortcodes that apps use most, and how a name becomes a sign. A name that is not here stays as written.

const signs = Object.fromEntries(
  `red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵
  |blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|zzz 💤|closed_lock_with_key 🔐|lock 🔒
  |unlock 🔓|key 🔑|white_check_mark ✅|heavy_check_mark ✔️|x ❌|warning ⚠️|hourglass_flowing_sand ⏳|hourglass ⌛
  |bell 🔔|no_bell 🔕|rotating_light 🚨|information_source ℹ️|question ❓|exclamation ❗|no_entry ⛔
  |no_entry_sign 🚫|octagonal_sign 🛑|construction 🚧|fire 🔥|boom 💥|zap ⚡|bulb 💡|wrench 🔧|hammer 🔨|gear ⚙️
  |tools 🛠️|shield 🛡️|package 📦|floppy_disk 💾|file_cabinet 🗄️|file_folder 📁|open_file_folder 📂|card_index 📇
  |clipboard 📋|memo 📝|pencil2 ✏️|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉
  |calendar 📆|date 📅|alarm_clock ⏰|stopwatch ⏱️|clock1 🕐|clock9 🕘|mag 🔍|link 🔗|paperclip 📎|pushpin 📌
  |round_pushpin 📍|email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|speech_balloon 💬|thread 🧵|mega 📣
  |loudspeaker 📢|eyes 👀|wave 👋|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|ok_hand 👌|raised_hands 🙌|clap 👏|pray 🙏
  |muscle 💪|point_right 👉|point_up 👆|smile 😄|slightly_smiling_face 🙂|thinking_face 🤔|sweat_smile 😅|sob 😭
  |tada 🎉|sparkles ✨|star ⭐|heart ❤️|100 💯|rocket 🚀|seedling 🌱|sunny ☀️|cloud ☁️|earth_asia 🌏
  |arrow_up ⬆️|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrows_counterclockwise 🔄|repeat 🔁|heavy_plus_sign ➕
  |heavy_minus_sign ➖|black_square_for_stop ⏹️|double_vertical_bar ⏸️|arrow_forward ▶️|robot_face 🤖|computer 💻
  |cop 👮|ticket 🎫|test_tube 🧪|ghost 👻|skull 💀`
    .split("|")
    .map((pair) => pair.trim().split(" ")),
);

/** The sign of a shortcode, without its colons; undefined for one that nobody here knows. */
export const emojiOf = (name) => (Object.hasOwn(signs, name) ? signs[name] : undefined);

/** The sign that a rich text element names by its code points ("1f534" or "26a0-fe0f"). */
export const emojiFromPoints = (points) => {
  const numbers = points.split("-").map((point) => Number.parseInt(point, 16));
  return numbers.every((number) => number > 0 && number <= 0x10ffff)
    ? String.fromCodePoint(...numbers)
    : undefined;
};
