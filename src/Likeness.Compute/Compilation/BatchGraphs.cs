namespace Likeness.Compute.Compilation;

/// <summary>
/// What is compiled for one size of batch, kept for the next batch of that size: the last, smaller batch of an epoch, or the sizes
/// that a server is asked for. The one that was not used for longest is disposed of when there are too many. One thread may use
/// it at a time.
/// </summary>
/// <typeparam name="T">What is compiled.</typeparam>
/// <param name="compile">Compiles for a number of rows.</param>
/// <param name="capacity">How many sizes are kept; at least 1.</param>
public sealed class BatchGraphs<T>(Func<int, T> compile, int capacity = 8) : IDisposable
    where T : IDisposable
{
    private readonly List<(int Rows, T Compiled)> kept = [];
    private bool isDisposed;

    /// <summary>The sizes that are kept, the last used one last.</summary>
    public IEnumerable<int> Sizes => kept.Select(entry => entry.Rows);

    /// <summary>What is compiled for a number of rows. It stays the cache's own, and is good until sizes enough have been asked for.</summary>
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

    /// <summary>Disposes of all that is kept.</summary>
    public void Dispose()
    {
        isDisposed = true;
        kept.ForEach(entry => entry.Compiled.Dispose());
        kept.Clear();
    }
}
