using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// Unique keys, which are not learned but for parts that repeat: a cell is the index of its text; samples hold fresh keys of the same pattern.
/// </summary>
/// <param name="Texts">The texts of the data's keys; none for sampled keys, whose cells number combinations of the parts that repeat.</param>
/// <param name="Pattern">
/// The pattern of the keys: <c>CUST-{00000}</c> for a text with a number behind it, else a regular expression such as <c>[0-9a-f]{8}</c>. Parts that
/// repeat are alternatives, <c>INV-(2023|2024)-{00000}</c>: they are learned like the levels of a category. The last places may be of several lengths, with their percentages, <c>[1-9][0-9]{5=40,6=60}</c>, and
/// check digits are <c>{mod97}</c> (IBANs), <c>{luhn}</c> (cards) or <c>{mod10}</c> (GTINs).
/// </param>
public sealed record IdentifierKind(IReadOnlyList<string> Texts, string Pattern) : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "identifier";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLearned => false;

    // Many parts of a sample use them.
    private FreeKeys? free;
    private KeyPattern? parsed;

    /// <summary>The parts of keys that repeat; null for none.</summary>
    internal KeyParts? Parts => Parsed.Parts;

    /// <summary>The pattern of keys that are whole numbers, counted on.</summary>
    internal const string Counter = "{0}";

    /// <summary>The pattern with few of many alternatives.</summary>
    internal string Summary => Parsed.Summary;

    private KeyPattern Parsed => parsed ??= KeyPatternText.Read(Pattern, Next);

    /// <summary>Keys are counted on from here, where the pattern has a number.</summary>
    public long Next { get; init; }

    /// <summary>The mean step between keys that are counted; 1 where each follows the one before.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal long Step { get; init; }

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return false;
    }

    /// <inheritdoc/>
    /// <remarks>A run keeps no texts; its keys are empty texts.</remarks>
    public override string Write(double value) => value < Texts.Count ? Texts[(int)value] : "";

    /// <summary>Whether a key has the pattern.</summary>
    internal bool HasPattern(string key) => Parsed.Matches(key);

    /// <summary>Whether there are as many fresh keys of the pattern as keys of the data, or keys are counted on.</summary>
    internal bool HasRoom =>
        Parsed.IsCounter || new FreeKeys(Parsed, ((IdentifierKind)ToStored()).Free).Count >= Texts.Count;

    /// <summary>Whether the pattern was declared: fresh keys are then never longer than it.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether keys occur in several rows, and may in samples, unless their number is counted on: postcodes, telephone numbers.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether keys that repeat are all different nevertheless, so that each combination of their parts visits its own in turn.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool Differ { get; init; }

    /// <summary>How many rows keys have, of all rows of the data; null where keys do not repeat, or of a run.</summary>
    internal KeyRows? Rows { get; init; }

    /// <summary>The column of which these are some of the keys, each row having its own: the employees, of keys of managers; null for none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? References { get; init; }

    /// <summary>The classes of keys that the data do not have, where <see cref="Texts"/> are not kept; empty for a pattern whose number is counted on.</summary>
    public ReadOnlyMemory<byte> Free { get; init; }

    internal override ColumnKind ToStored() =>
        Texts.Count == 0
            ? this
            : this with
            {
                Texts = [],
                Rows = null,
                Free = FreeKeys.Find(KeyPatternText.Read(Pattern, Next), Texts),
            };

    /// <summary>The kind of a column of sampled keys: of the same pattern, and none of the data's.</summary>
    /// <param name="column">The column's name in messages.</param>
    /// <param name="seed">Another seed gives other keys, where the pattern has no number to count on.</param>
    /// <param name="longest">The length that the source's type allows; null for any.</param>
    /// <param name="areSubjects">Whether each key is that of several rows, and different from the others although keys repeat.</param>
    internal SampledKeyKind Sampled(string column, ulong seed, int? longest = null, bool areSubjects = false)
    {
        var pattern = KeyPatternText.Read(Pattern, Next);
        free ??= new FreeKeys(pattern, ((IdentifierKind)ToStored()).Free);
        // A character stands for each part in the keys that are counted.
        longest -= pattern.Parts?.Levels.Sum(texts => texts.Max(text => text.Length) - 1) ?? 0;
        int? limit = IsFixed ? Math.Min(pattern.Length ?? int.MaxValue, longest ?? int.MaxValue) : longest;
        return new(
            new KeySequence(pattern, free, column, seed, limit == int.MaxValue ? null : limit, Repeats, areSubjects)
            {
                Step = limit is null or int.MaxValue ? Math.Max(1, Step) : 1,
                VisitsAll = Differ,
            },
            Parts,
            pattern.Check
        );
    }

    /// <inheritdoc/>
    public bool Equals(IdentifierKind? other) =>
        other is not null && (Pattern, Next) == (other.Pattern, other.Next) && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Next, Texts.Count);
}
