namespace Likeness.Modalities.Tables.Texts;

/// <summary>The first million texts that samples have, of which as many may be there again as in the data.</summary>
/// <param name="repeated">The largest part of the rows whose text another row has already; 0 for texts that are all different.</param>
internal sealed class TakenTexts(double repeated)
{
    // So that memory does not grow with the rows.
    private const int Most = 1 << 20;

    private readonly HashSet<ulong> texts = []; // their hashes
    private long rows;

    /// <summary>Whether a text is there already, and may not be there again.</summary>
    public bool Forbids(string text) => texts.Contains(Hash(text)) && rows + 1 - texts.Count > repeated * (rows + 1);

    /// <summary>Adds the text of a row.</summary>
    public void Add(string text)
    {
        if (rows < Most)
        {
            texts.Add(Hash(text));
            rows++;
        }
    }

    private static ulong Hash(string text) =>
        // FNV-1a.
        text.Aggregate(0xCBF29CE484222325, (hash, letter) => (hash ^ letter) * 0x100000001B3);
}
