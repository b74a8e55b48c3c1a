using System.Buffers;
using System.Text;

namespace Likeness.Data.Kinds;

/// <summary>
/// Lists between brackets, the choices in quotes: of JSON, Python or PostgreSQL. A choice is what stands between its quotes, with its escapes, so that it is written as it was read.
/// </summary>
internal static class BracketedList
{
    /// <summary>The forms with brackets.</summary>
    public static IReadOnlyList<ListForm> Forms { get; } = [ListForm.Json, ListForm.Python, ListForm.Postgres];

    private const char Mark = ',';
    private const char Double = '"';
    private const char Single = '\'';

    private static readonly SearchValues<char> Quotable = SearchValues.Create("{},\"\\ \t\n\r");

    /// <summary>What is usual between two choices.</summary>
    public static string DefaultSeparator(ListForm form) =>
        form switch
        {
            ListForm.Plain => ";",
            ListForm.Postgres => ",",
            _ => ", ",
        };

    /// <summary>The choices of a text; null if it is not of the form.</summary>
    /// <param name="form">A form with brackets.</param>
    /// <param name="text">The text.</param>
    public static List<string>? Read(ListForm form, ReadOnlySpan<char> text)
    {
        text = text.Trim(' ');
        var (open, close) = Brackets(form);
        if (text.Length < 2 || text[0] != open || text[^1] != close)
        {
            return null;
        }

        var choices = new List<string>();
        var rest = text[1..^1].Trim(' ');
        while (rest.Length > 0)
        {
            int end = EndOf(form, rest, out bool isQuoted);
            if (end < 0)
            {
                return null;
            }

            choices.Add((isQuoted ? rest[1..(end - 1)] : rest[..end]).ToString());
            rest = rest[end..].TrimStart(' ');
            if (rest.Length == 0)
            {
                break;
            }

            var next = rest[1..].TrimStart(' ');
            if (rest[0] != Mark || next.Length == 0)
            {
                return null;
            }

            rest = next;
        }

        return choices.Contains("") ? null : choices;
    }

    /// <summary>The text of choices.</summary>
    /// <param name="form">A form with brackets.</param>
    /// <param name="choices">The choices.</param>
    /// <param name="separator">What stands between two of them.</param>
    public static string Write(ListForm form, IEnumerable<string> choices, string separator)
    {
        var (open, close) = Brackets(form);
        return new StringBuilder()
            .Append(open)
            .AppendJoin(separator, choices.Select(choice => Quoted(form, choice)))
            .Append(close)
            .ToString();
    }

    /// <summary>Whether a text can be a choice.</summary>
    public static bool MayBe(ListForm form, string choice) =>
        Read(form, Write(form, [choice], ",")) is [var only] && only == choice;

    private static (char Open, char Close) Brackets(ListForm form) =>
        form == ListForm.Postgres ? ('{', '}') : ('[', ']');

    private static string Quoted(ListForm form, string choice) =>
        form switch
        {
            ListForm.Json => $"{Double}{choice}{Double}",
            // Python takes the other quotes where these are within.
            ListForm.Python => HasOpen(choice, Single) && !HasOpen(choice, Double)
                ? $"{Double}{choice}{Double}"
                : $"{Single}{choice}{Single}",
            _ => MayStandAlone(choice) ? choice : $"{Double}{choice}{Double}",
        };

    private static bool HasOpen(string choice, char quote) => IndexOf(choice, quote) >= 0;

    // Source: PostgreSQL documentation, 8.15.6: array input and output syntax.
    private static bool MayStandAlone(ReadOnlySpan<char> choice) =>
        choice.IndexOfAny(Quotable) < 0 && !choice.Equals("NULL", StringComparison.OrdinalIgnoreCase);

    // Behind the first choice; −1 for what is none.
    private static int EndOf(ListForm form, ReadOnlySpan<char> rest, out bool isQuoted)
    {
        isQuoted = rest[0] == Double || (rest[0] == Single && form == ListForm.Python);
        if (isQuoted)
        {
            int close = IndexOf(rest[1..], rest[0]);
            return close < 0 ? -1 : close + 2;
        }

        int mark = rest.IndexOf(Mark);
        int end = mark < 0 ? rest.Length : mark;
        return form == ListForm.Postgres && MayStandAlone(rest[..end]) ? end : -1;
    }

    // The first quote without a backslash before it.
    private static int IndexOf(ReadOnlySpan<char> text, char quote)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == quote)
            {
                return at;
            }
        }

        return -1;
    }
}
