using Likeness.Compute.Cpu;

namespace Likeness.Data.Kinds;

/// <summary>As many invented names as the data has rare ones: spelt from pieces that several of these have, or a word with a number where these have too few.</summary>
/// <param name="Spelling">How they are spelt.</param>
/// <param name="Count">How many there are.</param>
internal sealed record InventedNames(TextSpelling Spelling, int Count)
{
    private const ulong Seed = 0x6E616D65;

    /// <summary>Names like some.</summary>
    /// <param name="column">The name of their column.</param>
    /// <param name="names">The names that samples must not have.</param>
    public static InventedNames Of(string column, IReadOnlyList<string> names) =>
        new(
            TextSpelling.Fit(names) is { } spelling && spelling.IsBelievable(names)
                ? spelling
                : TextSpelling.Numbered(column),
            names.Count
        );

    /// <summary>One of them, each as often as another.</summary>
    /// <param name="random">Samples it.</param>
    public string Draw(PhiloxRandom random)
    {
        int number = random.NextInt(Count);
        return Spelling.Word is { } word
            ? $"{word} {number + 1}"
            : Spelling.Spell(new PhiloxRandom(Seed, (ulong)number)).Trim();
    }

    /// <inheritdoc/>
    public bool Equals(InventedNames? other) =>
        other is not null && Count == other.Count && Spelling.Word == other.Spelling.Word;

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
