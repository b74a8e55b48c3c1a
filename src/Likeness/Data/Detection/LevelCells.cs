namespace Likeness.Data.Detection;

/// <summary>A column of texts: for each the index of its text, in the order of first appearance, and how often each text occurs.</summary>
/// <param name="rows">The number of cells.</param>
internal sealed class LevelCells(int rows)
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private readonly List<int> counts = [];

    /// <summary>The indices: [rows]; NaN for missing cells.</summary>
    public double[] Cells { get; } = new double[rows];

    /// <summary>The different texts.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>How often each occurs.</summary>
    public IReadOnlyList<int> Counts => counts;

    /// <summary>Sets a cell that is not missing.</summary>
    public void Set(int row, ReadOnlySpan<char> text)
    {
        var lookup = indices.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out int index))
        {
            index = texts.Count;
            texts.Add(text.ToString());
            counts.Add(0);
            indices.Add(texts[index], index);
        }

        counts[index]++;
        Cells[row] = index;
    }

    /// <summary>Replaces the indices.</summary>
    /// <param name="replaced">The new index of each text; NaN for missing.</param>
    public void Replace(double[] replaced)
    {
        foreach (ref double cell in Cells.AsSpan())
        {
            cell = double.IsNaN(cell) ? cell : replaced[(int)cell];
        }
    }
}
