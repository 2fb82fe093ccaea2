/**
 * Operators that JavaScript has and the expression language does not, with what to write instead. An empty
 * replacement says that no other text means the same.
 */
export const unsupportedOperators: Readonly<
  Record<string, { readonly replacement: string; readonly advice: string }>
> = {
  "===": { replacement: "==", advice: "Write `==`; it compares text and numbers by value." },
  "!==": { replacement: "!=", advice: "Write `!=`; it compares text and numbers by value." },
  "??": { replacement: "||", advice: "Write `||`, or switch null-safe access on." },
  "?.": { replacement: ".", advice: "Write `.` and switch null-safe access on." },
  "**": { replacement: "", advice: "Write `Math.pow(base, exponent)`." },
  "=": { replacement: "==", advice: "Write `==` to compare. Nothing can be assigned." },
  "++": { replacement: "", advice: "Write `+ 1`. Nothing can be assigned." },
  "--": { replacement: "", advice: "Write `- 1`. Nothing can be assigned." },
  "+=": { replacement: "+", advice: "Write `+`. Nothing can be assigned." },
  "-=": { replacement: "-", advice: "Write `-`. Nothing can be assigned." },
  "*=": { replacement: "*", advice: "Write `*`. Nothing can be assigned." },
  "/=": { replacement: "/", advice: "Write `/`. Nothing can be assigned." },
  "<<": { replacement: "", advice: "Write `* Math.pow(2, n)`; there are no bitwise operators." },
  ">>": {
    replacement: "",
    advice: "Write `Math.floor(a / Math.pow(2, n))`; there are no bitwise operators.",
  },
  "&": { replacement: "&&", advice: "Write `&&`; there are no bitwise operators." },
  "|": { replacement: "||", advice: "Write `||`; there are no bitwise operators." },
  "^": { replacement: "", advice: "Write `a != b`; there are no bitwise operators." },
  "~": { replacement: "", advice: "Write `-a - 1`; there are no bitwise operators." },
};
