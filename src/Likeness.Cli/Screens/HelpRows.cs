using System.CommandLine;
using Likeness.Cli.Options;

namespace Likeness.Cli.Screens;

/// <summary>A titled list of names and descriptions, aligned and wrapped; every help screen uses it.</summary>
internal static class HelpRows
{
    private const int WidestName = 30;
    private const string Breaks = "/?-\u00a0";

    /// <summary>An option's row: its names and placeholder, and its description.</summary>
    public static (string Name, string Text) Create(Option option)
    {
        string names = string.Join(", ", option.ShownAliases().Where(alias => alias != "-?").Append(option.Name));
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description ?? "");
    }

    /// <summary>Writes the rows under a title; nothing if there are no rows.</summary>
    public static void Write(string title, IEnumerable<(string Name, string Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        Page.Line($"\n[bold yellow]{title}[/]");
        int width = Math.Min(WidestName, list.Max(row => row.Name.Length));
        foreach (var (name, text) in list)
        {
            if (name.Length > width)
            {
                Page.Line($"  [cyan]{Markup.Escape(name)}[/]");
                WriteParagraph(new string(' ', width + 4), width + 4, text);
            }
            else
            {
                WriteParagraph($"  [cyan]{Markup.Escape(name.PadRight(width))}[/]  ", width + 4, text);
            }
        }
    }

    /// <summary>Writes a text after a heading; its further lines are indented to the text's start.</summary>
    public static void WriteParagraph(string head, int indent, string text)
    {
        foreach (string line in Paragraph(head, indent, text))
        {
            Page.Line(line);
        }
    }

    /// <summary>The lines of <see cref="WriteParagraph"/>.</summary>
    public static IReadOnlyList<string> Paragraph(string head, int indent, string text)
    {
        text = text.Replace("[default: ", "[default:\u00a0", StringComparison.Ordinal);
        int width = Math.Min(Page.Width, 100) - indent;
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                End(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }

            // Addresses are longer than narrow lines.
            while (line.Length > width && width > 1)
            {
                int cut = 1 + line.AsSpan(0, width).LastIndexOfAny(Breaks);
                cut = cut == 0 ? width : cut;
                End(line[..cut]);
                line = line[cut..];
            }
        }

        lines.Add((head + Markup.Escape(line.Replace('\u00a0', ' '))).TrimEnd());
        return lines;

        void End(string own)
        {
            lines.Add((head + Markup.Escape(own.Replace('\u00a0', ' '))).TrimEnd());
            head = new string(' ', indent);
        }
    }
}
