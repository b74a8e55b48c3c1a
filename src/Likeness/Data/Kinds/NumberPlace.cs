using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>The numbers, codes or words in one place of a template.</summary>
/// <param name="Frequent">Those that many rows have, which stay themselves.</param>
/// <param name="Others">Of the other numbers, the range of each length.</param>
internal sealed record NumberPlace(IReadOnlyList<FrequentNumber> Frequent, IReadOnlyList<NumberRange> Others)
{
    // Digits to the base 16 in shapes of codes, which differ from code to code.
    private const char Small = '?';
    private const char Capital = '!';

    /// <summary>What the place repeats of another column in all rows; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextSource? Source { get; init; }

    /// <summary>The shapes of codes, <c>0x????</c>, each with its rows; null for numbers and words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FrequentNumber>? Codes { get; init; }

    /// <summary>The names that <see cref="NumberedText.Name"/> stands for; null for numbers, codes and words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InventedNames? Names { get; init; }

    /// <summary>The shape of a code: <c>0x????????</c>.</summary>
    /// <param name="code">The code.</param>
    public static string ShapeOf(string code)
    {
        char digit = code.AsSpan().ContainsAnyInRange('A', 'F') ? Capital : Small;
        int from = code.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0;
        return string.Create(
            code.Length,
            (code, digit, from),
            (shape, one) =>
            {
                for (int i = 0; i < shape.Length; i++)
                {
                    shape[i] = i >= one.from && char.IsAsciiHexDigit(one.code[i]) ? one.digit : one.code[i];
                }
            }
        );
    }

    /// <summary>A number, code or word, as frequent as in the data; codes are new.</summary>
    /// <param name="random">Samples it.</param>
    public string Draw(PhiloxRandom random)
    {
        double left =
            random.NextDouble()
            * (Frequent.Sum(one => one.Rows) + Others.Sum(one => one.Rows) + (Codes?.Sum(one => one.Rows) ?? 0));
        foreach (var one in Frequent)
        {
            if ((left -= one.Rows) < 0)
            {
                return one.Text;
            }
        }

        if (Codes is { Count: > 0 })
        {
            return Coded((Codes.FirstOrDefault(one => (left -= one.Rows) < 0) ?? Codes[^1]).Text, random);
        }

        var range = Others.Count == 0 ? null : Others.FirstOrDefault(one => (left -= one.Rows) < 0) ?? Others[^1];
        return range is null
            ? Frequent.Count == 0
                ? ""
                : Frequent[^1].Text
            : Math.Floor(range.Low + (random.NextDouble() * (range.High - range.Low + 1)))
                .ToString("F0", CultureInfo.InvariantCulture)
                .PadLeft(range.Length, '0');
    }

    /// <inheritdoc/>
    public bool Equals(NumberPlace? other) =>
        other is not null
        && Source == other.Source
        && Frequent.SequenceEqual(other.Frequent)
        && Others.SequenceEqual(other.Others)
        && (Codes ?? []).SequenceEqual(other.Codes ?? [])
        && Names == other.Names;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Frequent.Count, Others.Count, Codes?.Count);

    private static string Coded(string shape, PhiloxRandom random)
    {
        var text = new StringBuilder();
        foreach (char place in shape)
        {
            text.Append(
                place switch
                {
                    Small => "0123456789abcdef"[random.NextInt(16)],
                    Capital => "0123456789ABCDEF"[random.NextInt(16)],
                    _ => place,
                }
            );
        }

        return $"{text}";
    }
}

/// <summary>A number, code or word that many rows have.</summary>
/// <param name="Text">The number.</param>
/// <param name="Rows">The rows.</param>
internal sealed record FrequentNumber(string Text, int Rows);

/// <summary>Numbers of one length.</summary>
/// <param name="Length">The digits, with zeros before.</param>
/// <param name="Low">The smallest that is sampled.</param>
/// <param name="High">The largest that is sampled.</param>
/// <param name="Rows">The rows.</param>
internal sealed record NumberRange(int Length, double Low, double High, int Rows);
