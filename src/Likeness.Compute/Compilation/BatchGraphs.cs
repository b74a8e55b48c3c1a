namespace Likeness.Compute.Compilation;

/// <summary>
/// A cache of compiled graphs by batch size, such as the smaller last batch of an epoch or the sizes that a server receives. The
/// least recently used one is disposed when the cache is full. Not thread-safe.
/// </summary>
/// <typeparam name="T">The type of the cached values.</typeparam>
/// <param name="compile">Compiles for a number of rows.</param>
/// <param name="capacity">The number of sizes to keep; at least 1.</param>
public sealed class BatchGraphs<T>(Func<int, T> compile, int capacity = 8) : IDisposable
    where T : IDisposable
{
    private readonly List<(int Rows, T Compiled)> kept = [];
    private bool isDisposed;

    /// <summary>The cached sizes, the most recently used last.</summary>
    public IEnumerable<int> Sizes => kept.Select(entry => entry.Rows);

    /// <summary>The value for a number of rows. The cache owns it; it is valid until it is evicted.</summary>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public T For(int rows)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        int position = kept.Count - 1;
        while (position >= 0 && kept[position].Rows != rows)
        {
            position--;
        }

        if (position >= 0 && position == kept.Count - 1)
        {
            return kept[position].Compiled;
        }

        (int, T Compiled) found = position >= 0 ? kept[position] : (rows, compile(rows));
        if (position >= 0)
        {
            kept.RemoveAt(position);
        }
        else if (kept.Count >= Math.Max(1, capacity))
        {
            kept[0].Compiled.Dispose();
            kept.RemoveAt(0);
        }

        kept.Add(found);
        return found.Compiled;
    }

    /// <summary>Disposes all cached values.</summary>
    public void Dispose()
    {
        isDisposed = true;
        kept.ForEach(entry => entry.Compiled.Dispose());
        kept.Clear();
    }
}
