/** What the names of a template stand for in one path, decoded. */
export type PathNames = Readonly<Record<string, string>>;

export interface PathTemplate {
  /** As OpenAPI writes it: `{path+}` is `{path}` there. */
  readonly text: string;
  readonly names: readonly string[];
  /** Nothing for a path of another form, or one that hides a slash in a name. */
  read(path: string): PathNames | undefined;
}

/** `/a/{org}/{path+}`: a name stands for one part of a path, with a plus sign for one or more. */
export function pathTemplate(template: string): PathTemplate {
  const names: string[] = [];
  const source = template
    .split("/")
    .map((part) => {
      const found = /^\{(\w+)(\+?)\}$/.exec(part);
      if (found === null) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      names.push(found[1] ?? "");
      return found[2] === "+" ? "(.+)" : "([^/]+)";
    })
    .join("/");
  const pattern = new RegExp(`^${source}$`);
  return {
    text: template.replaceAll("+}", "}"),
    names,
    read(path) {
      const found = pattern.exec(path);
      if (found === null) return undefined;
      const read: Record<string, string> = {};
      for (const [index, name] of names.entries()) {
        const value = decodeAll(found[index + 1] ?? "");
        if (value === undefined) return undefined;
        read[name] = value;
      }
      return read;
    },
  };
}

function decodeAll(text: string): string | undefined {
  const parts = text.split("/").map(decode);
  const bad = parts.some((part) => part === undefined || part === "" || part.includes("/"));
  return bad ? undefined : parts.join("/");
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
