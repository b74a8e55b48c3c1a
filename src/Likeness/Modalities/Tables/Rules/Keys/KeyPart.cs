using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>A part of keys that repeats.</summary>
/// <param name="Name">The name of its column, which models see.</param>
/// <param name="Common">Its most frequent level.</param>
internal sealed record KeyPart(string Name, int Common)
{
    /// <summary>The column of the data that it follows from; null for none.</summary>
    public string? By { get; init; }

    /// <summary>The values of that column, each with its level; null where a format says it.</summary>
    public IReadOnlyList<ValuePair>? Pairs { get; init; }

    /// <summary>The format in which the key writes the times of that column, such as <c>yyyy</c>; null where pairs say it.</summary>
    public string? Format { get; init; }

    /// <summary>The levels that models do not see, because few rows have them.</summary>
    public IReadOnlyList<int> Rare { get; init; } = [];

    /// <summary>Whether some training rows have no level that models see.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>The cells of levels: any others in place of those that models do not see; NaN for −1.</summary>
    /// <param name="levels">A level for each row; −1 for a key without one.</param>
    /// <param name="count">The number of levels of the part.</param>
    internal double[] ToCells(int[] levels, int count)
    {
        var rare = Rare.ToHashSet();
        int[] others = [.. Enumerable.Range(0, count).Where(level => !rare.Contains(level))];
        return
        [
            .. levels.Select(
                (level, row) =>
                    level < 0 || others.Length == 0 ? double.NaN
                    : rare.Contains(level) ? others[row % others.Length]
                    : level
            ),
        ];
    }

    /// <summary>The level that follows from a value of another column; −1 for none.</summary>
    /// <param name="column">The column that the part follows from, or the part's own.</param>
    /// <param name="levels">The texts of the part.</param>
    internal Func<double, int> Following(Column column, IReadOnlyList<string>? levels)
    {
        if (Pairs is not null)
        {
            var lookup = Pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
            return cell => (int)lookup.GetValueOrDefault(cell, -1);
        }

        if (Format is not null && column.Kind is TimeKind time)
        {
            return Formatted(time, Format, levels ?? []);
        }

        return cell => double.IsNaN(cell) ? -1 : (int)cell;
    }

    /// <summary>The level whose text is a time in a format; −1 for none.</summary>
    internal static Func<double, int> Formatted(TimeKind time, string format, IReadOnlyList<string> levels)
    {
        var texts = levels.Index().ToDictionary(one => one.Item, one => one.Index);
        var written = new Dictionary<double, int>();
        return cell =>
        {
            if (time.At(cell) is not { } at)
            {
                return -1;
            }

            if (!written.TryGetValue(cell, out int level))
            {
                string text = at.ToString(format, CultureInfo.InvariantCulture);
                written[cell] = level = texts.GetValueOrDefault(text, -1);
            }

            return level;
        };
    }

    /// <inheritdoc/>
    public bool Equals(KeyPart? other) =>
        other is not null
        && (Name, Common, By, Format, MayBeMissing)
            == (other.Name, other.Common, other.By, other.Format, other.MayBeMissing)
        && Rare.SequenceEqual(other.Rare)
        && (Pairs ?? []).SequenceEqual(other.Pairs ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Common, By);
}
