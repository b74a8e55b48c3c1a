using System.Text;
using System.Text.RegularExpressions;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>
/// A level that stands for texts with numbers, codes or words inside, such as <c>/product/{n}/reviews</c>: samples have other ones.
/// </summary>
/// <param name="Level">The place of the level.</param>
/// <param name="Places">The numbers, codes and words, in their order.</param>
internal sealed partial record NumberedText(int Level, IReadOnlyList<NumberPlace> Places)
{
    /// <summary>Stands for a number.</summary>
    public const string Number = "{n}";

    /// <summary>Stands for a number to the base 16, or a UUID.</summary>
    public const string Code = "{hex}";

    /// <summary>A whole level that stands for any text that is none: an invented one. Within a template it is itself.</summary>
    public const string Name = "{name}";

    /// <summary>Stands for a word.</summary>
    public const string Word = "{w}";

    /// <summary>The text with <see cref="Number"/> in place of each number, and <see cref="Code"/> in place of each code.</summary>
    public static string TemplateOf(string text) => Numbers().Replace(text, found => IsCode(found) ? Code : Number);

    /// <summary>The numbers and codes of a text.</summary>
    public static string[] NumbersOf(string text) => [.. Numbers().Matches(text).Select(match => match.Value)];

    /// <summary>What a template has places for, in their order.</summary>
    public static string[] PlacesOf(string template) => [.. Marks().Matches(template).Select(match => match.Value)];

    /// <summary>Finds what a text has in the places of a template.</summary>
    /// <param name="template">The template.</param>
    public static Regex Matcher(string template)
    {
        var pattern = new StringBuilder("^");
        int at = 0;
        foreach (var mark in Marks().EnumerateMatches(template))
        {
            pattern.Append(Regex.Escape(template[at..mark.Index]));
            at = mark.Index + mark.Length;
            pattern.Append(
                template[mark.Index..at] switch
                {
                    Number => "([0-9]+)",
                    Code => "([0-9A-Fa-fx-]+)",
                    _ => $"({WordPattern})",
                }
            );
        }

        return new Regex(
            $"{pattern}{Regex.Escape(template[at..])}$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
    }

    /// <summary>A word: what stands between spaces, brackets, quotation marks and signs, without points at its end.</summary>
    public const string WordPattern = """[^\s()\[\]"',;:=<>]*[^\s()\[\]"',;:=<>.]""";

    /// <summary>The template with sampled numbers.</summary>
    /// <param name="template">The text of the level.</param>
    /// <param name="random">Samples them.</param>
    /// <param name="cellOf">The text of a column in the row; null where it is missing.</param>
    public string Fill(string template, PhiloxRandom random, Func<string, string?> cellOf)
    {
        if (template == Name && Places is [{ Names: { } names }])
        {
            return names.Draw(random);
        }

        var text = new StringBuilder();
        int place = 0;
        int at = 0;
        foreach (var mark in Marks().EnumerateMatches(template))
        {
            text.Append(template.AsSpan(at, mark.Index - at));
            at = mark.Index + mark.Length;
            if (place < Places.Count)
            {
                var one = Places[place++];
                string? cell = one.Source is { } source ? cellOf(source.Column) : null;
                text.Append(cell is null ? one.Draw(random) : one.Source!.Of(cell));
            }
        }

        return $"{text.Append(template.AsSpan(at))}";
    }

    /// <inheritdoc/>
    public bool Equals(NumberedText? other) =>
        other is not null && Level == other.Level && Places.SequenceEqual(other.Places);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Places.Count);

    private static bool IsCode(Match found) => found.Groups["code"].Success;

    // UUIDs, numbers behind 0x, and at least seven digits of which some are letters and some are not.
    [GeneratedRegex(
        "(?<code>(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}|0x[0-9A-Fa-f]{4,}|(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,}|(?=[A-F]*[0-9])(?=[0-9]*[A-F])[0-9A-F]{7,})(?![0-9A-Za-z]))|[0-9]+",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\{(?:n|hex|w)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
