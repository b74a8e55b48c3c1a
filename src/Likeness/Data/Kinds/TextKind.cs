using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>Free text, which is not learned: a cell is the index of its text; samples hold a placeholder, or invented texts.</summary>
/// <param name="Texts">The different texts; none in a run.</param>
/// <param name="Placeholder">The text of sampled cells that are not invented.</param>
public sealed record TextKind(IReadOnlyList<string> Texts, string Placeholder = "") : ColumnKind
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "text";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLearned => false;

    /// <summary>Whether samples hold invented texts, such as names: spelt from pieces that several of the data's have.</summary>
    public bool IsInvented { get; init; }

    /// <summary>Whether texts are all different, in the data and, where that is possible, in samples.</summary>
    public bool IsUnique { get; init; }

    /// <summary>The largest part of the rows whose text another row has already, as in the data; 1 for any.</summary>
    [JsonInclude]
    internal double Repeated { get; init; } = 1;

    /// <summary>Whether texts stand in the order of their characters.</summary>
    [JsonInclude]
    internal TextOrder Order { get; init; }

    /// <summary>How texts are spelt; null where none are invented.</summary>
    public TextSpelling? Spelling { get; init; }

    /// <summary>What the texts repeat of other columns of their row: the first stands at each <see cref="TextSource.First"/>, and so on.</summary>
    public IReadOnlyList<TextSource> Sources { get; init; } = [];

    /// <summary>Words that go with a value of another column; null for none.</summary>
    [JsonInclude]
    internal TextWords? Words { get; init; }

    /// <summary>What stands between the parts of texts that are lists; null for other texts.</summary>
    [JsonInclude]
    internal string? Separator { get; init; }

    /// <summary>Whether sampled cells that are not missing have a text.</summary>
    [JsonIgnore]
    public bool IsFilled => IsInvented || Placeholder.Length > 0;

    /// <summary>Where sampled texts come from, in a few words.</summary>
    internal string Origin =>
        Spelling?.Word is not null ? "numbered"
        : Spelling?.Joined is { } joined ? new JoinedText(joined, Sources).Summary
        : Spelling?.Lists is { } lists
            ? $"lists of {lists.Known.Count} known parts{(lists.Rare > 0 ? " and invented ones" : "")}"
        : Sources.Count == 0 ? "invented"
        : $"invented, from {string.Join(" and ", Sources.Select(source => source.Column).Distinct())}";

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return false;
    }

    /// <inheritdoc/>
    public override string Write(double value) => value >= 0 && value < Texts.Count ? Texts[(int)value] : Placeholder;

    internal override ColumnKind ToStored() => this with { Texts = [] };
}
