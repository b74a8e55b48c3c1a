using System.Text;
using Likeness.Cli.Streams;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The layout of everything printed: one table style, and a width that does not depend on the output device.</summary>
internal static class Page
{
    private const int WidthOfFiles = 110;
    private const int MinWidth = 40;
    private const int MaxWidth = 120;
    private static bool isOnError;

    /// <summary>Columns per line.</summary>
    public static int Width { get; private set; } = WidthOfFiles;

    /// <summary>True where tables leave out their less important columns.</summary>
    public static bool IsNarrow => Width < 100;

    /// <summary>True on a terminal: colours, and lines that are rewritten.</summary>
    public static bool IsLive => !IsRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>True where standard output carries rows without <c>--json</c>.</summary>
    public static bool IsBesideData => isOnError && !JsonAnswer.IsAsked;

    private static bool IsRedirected => isOnError ? Console.IsErrorRedirected : Console.IsOutputRedirected;

    /// <summary>Sets encoding and colours; call it before anything is written.</summary>
    public static void Prepare()
    {
        isOnError = false;
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        StandardStreams.Prepare();
        Settle();
    }

    /// <summary>Redirects printing to standard error, because standard output carries data.</summary>
    public static void MoveToError()
    {
        isOnError = true;
        Settle();
    }

    private static void Settle()
    {
        var output = new AnsiConsoleOutput(isOnError ? Console.Error : Console.Out);
        AnsiConsole.Console = AnsiConsole.Create(
            IsRedirected ? Uncoloured(output) : new AnsiConsoleSettings { Out = output }
        );
        Width = Math.Clamp(
            WidthOfEnvironment() ?? (IsRedirected ? WidthOfFiles : AnsiConsole.Profile.Width),
            MinWidth,
            MaxWidth
        );
    }

    private static AnsiConsoleSettings Uncoloured(AnsiConsoleOutput output) =>
        new()
        {
            Out = output,
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        };

    private static IEnumerable<string> LinesOf(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(Uncoloured(new AnsiConsoleOutput(text)));
        console.Profile.Capabilities.Unicode = AnsiConsole.Profile.Capabilities.Unicode;
        console.Profile.Width = Width;
        console.Write(table);
        return text.ToString().Split('\n').SkipLast(1);
    }

    private static int? WidthOfEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns : null;

    /// <summary>An empty table with these headings.</summary>
    public static Table Table(params IReadOnlyList<string> headings)
    {
        var table = new Table { Border = TableBorder.Simple, BorderStyle = new Style(Color.Grey) };
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn($"[bold]{heading}[/]"));
        }

        return table;
    }

    /// <summary>Formats a number with three significant digits, without trailing zeros.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–"
                : value > 0 ? "∞"
                : "−∞";
        }

        double size = Math.Abs(value);
        if (value != 0 && size is < 1e-4 or >= 1e7)
        {
            return value.ToString("0.##e0");
        }

        int whole = size < 1e-4 ? 1 : (int)Math.Floor(Math.Log10(size)) + 1;
        return value.ToString(size >= 1000 ? "N0" : "0." + new string('#', Math.Clamp(3 - whole, 0, 7)));
    }

    /// <summary>Writes a table with the page's width; in a file without spaces at the ends of lines.</summary>
    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = Width;
        if (!IsRedirected)
        {
            AnsiConsole.Write(table);
            return;
        }

        foreach (string line in LinesOf(table))
        {
            Plain(line.TrimEnd());
        }
    }

    /// <summary>Writes one line of markup, wrapped between words on a terminal and never in a file.</summary>
    public static void Line(string markup)
    {
        AnsiConsole.Profile.Width = IsRedirected ? int.MaxValue : Width;
        AnsiConsole.MarkupLine(markup);
    }

    /// <summary>The lines that <see cref="Line"/> writes for a text: more than one where a terminal is narrower.</summary>
    public static int LinesOf(string text) => IsRedirected ? 1 : Math.Max(1, (text.Length + Width - 1) / Width);

    /// <summary>Writes one line unchanged, never wrapped.</summary>
    public static void Plain(string text) => (isOnError ? Console.Error : Console.Out).WriteLine(Markup.Lines(text));
}
