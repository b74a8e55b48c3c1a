namespace Likeness.Data.Databases;

/// <summary>A sequence that grows in blocks, so that growing copies nothing.</summary>
internal sealed class Blocks<T>
{
    private const int Size = 1 << 14;

    private readonly List<T[]> blocks = [];
    private int filled = Size; // of the last block

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        if (filled == Size)
        {
            blocks.Add(new T[Size]);
            filled = 0;
        }

        blocks[^1][filled++] = value;
    }

    /// <summary>All values. The sequence is empty afterwards.</summary>
    public T[] ToArray()
    {
        var all = new T[blocks.Count == 0 ? 0 : ((blocks.Count - 1) * Size) + filled];
        for (int i = 0; i < blocks.Count; i++)
        {
            blocks[i].AsSpan(0, Math.Min(Size, all.Length - (i * Size))).CopyTo(all.AsSpan(i * Size));
            blocks[i] = [];
        }

        blocks.Clear();
        filled = Size;
        return all;
    }
}
