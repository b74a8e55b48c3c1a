using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>A level that stands for texts with numbers inside, such as <c>/product/{n}/reviews</c>: samples have other numbers.</summary>
/// <param name="Level">The place of the level.</param>
/// <param name="Places">The numbers, in their order.</param>
internal sealed partial record NumberedText(int Level, IReadOnlyList<NumberPlace> Places)
{
    /// <summary>Stands for a number.</summary>
    public const string Number = "{n}";

    /// <summary>The text with <see cref="Number"/> in place of each number.</summary>
    public static string TemplateOf(string text) => Digits().Replace(text, Number);

    /// <summary>The numbers of a text.</summary>
    public static string[] NumbersOf(string text) => [.. Digits().Matches(text).Select(match => match.Value)];

    /// <summary>The template with sampled numbers.</summary>
    /// <param name="template">The text of the level.</param>
    /// <param name="random">Samples them.</param>
    public string Fill(string template, PhiloxRandom random)
    {
        var text = new StringBuilder();
        string[] pieces = template.Split(Number);
        for (int i = 0; i < pieces.Length; i++)
        {
            text.Append(pieces[i]).Append(i < Places.Count ? Places[i].Draw(random) : "");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(NumberedText? other) =>
        other is not null && Level == other.Level && Places.SequenceEqual(other.Places);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Places.Count);

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

/// <summary>The numbers in one place of a template.</summary>
/// <param name="Frequent">Those that many rows have, which stay themselves.</param>
/// <param name="Others">Of the others, the range of each length.</param>
internal sealed record NumberPlace(IReadOnlyList<FrequentNumber> Frequent, IReadOnlyList<NumberRange> Others)
{
    /// <summary>A number, as frequent as in the data.</summary>
    /// <param name="random">Samples it.</param>
    public string Draw(PhiloxRandom random)
    {
        double left = random.NextDouble() * (Frequent.Sum(one => one.Rows) + Others.Sum(one => one.Rows));
        foreach (var one in Frequent)
        {
            if ((left -= one.Rows) < 0)
            {
                return one.Text;
            }
        }

        var range = Others.Count == 0 ? null : Others.FirstOrDefault(one => (left -= one.Rows) < 0) ?? Others[^1];
        return range is null
            ? Frequent[^1].Text
            : Math.Floor(range.Low + (random.NextDouble() * (range.High - range.Low + 1)))
                .ToString("F0", CultureInfo.InvariantCulture)
                .PadLeft(range.Length, '0');
    }

    /// <inheritdoc/>
    public bool Equals(NumberPlace? other) =>
        other is not null && Frequent.SequenceEqual(other.Frequent) && Others.SequenceEqual(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Frequent.Count, Others.Count);
}

/// <summary>A number that many rows have.</summary>
/// <param name="Text">The number.</param>
/// <param name="Rows">The rows.</param>
internal sealed record FrequentNumber(string Text, int Rows);

/// <summary>Numbers of one length.</summary>
/// <param name="Length">The digits, with zeros before.</param>
/// <param name="Low">The smallest that is sampled.</param>
/// <param name="High">The largest that is sampled.</param>
/// <param name="Rows">The rows.</param>
internal sealed record NumberRange(int Length, double Low, double High, int Rows);
