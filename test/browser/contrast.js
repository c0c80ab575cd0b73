// Runs inside the page: every visible text whose contrast with what lies behind it is below AA.
// https://www.w3.org/TR/WCAG21/#contrast-minimum

export const lowContrast = () => {
  const channels = (color) => {
    const [r, g, b, a = 1] = (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a),
    g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a),
    a: 1,
  });
  const light = ({ r, g, b }) => {
    const linear = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    if (element === null) return channels("rgb(255, 255, 255)");
    const own = channels(getComputedStyle(element).backgroundColor);
    return own.a === 1 ? own : over(own, behind(element.parentElement));
  };
  const ratio = (element) => {
    const page = behind(element);
    const pair = [light(over(channels(getComputedStyle(element).color), page)), light(page)];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest(".unseen, option, svg, :disabled") === null;
  const owners = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (walk.currentNode.data.trim() !== "") owners.add(walk.currentNode.parentElement);
  return [...owners].filter(isShown).flatMap((element) => {
    const found = ratio(element);
    const { fontSize, fontWeight } = getComputedStyle(element);
    const isLarge = Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
    if (found >= (isLarge ? 3 : 4.5)) return [];
    return [
      `${found.toFixed(2)} ${element.className || element.tagName}: ${element.textContent.slice(0, 40)}`,
    ];
  });
};
