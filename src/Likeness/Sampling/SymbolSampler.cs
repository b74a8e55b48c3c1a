using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Sampling;

/// <summary>
/// Draws sequences from a network symbol by symbol, several side by side, each symbol as soon as it is asked for: one compiled step with
/// what it remembers, so that a symbol costs the same wherever it stands. Where the network has a most number of positions, and they are
/// used up, it begins anew with the last half of them. A sequence is a function of the weights, the seed, its place, how many there are,
/// and what they begin with.
/// </summary>
internal sealed class SymbolSampler : IDisposable
{
    private readonly IStepNetwork network;
    private readonly DecodingState state;
    private readonly Tensor symbols;
    private readonly Tensor sampled;
    private readonly Tensor sum; // of the logits: what is not a number shows in it, and not in what is drawn
    private readonly CompiledGraph graph;
    private readonly List<float[]> recent = []; // the last symbols of all sequences
    private readonly float[] next;
    private int unread; // the first of the recent symbols that the network has not seen
    private int seen; // since it began anew
    private ulong made;

    /// <summary>Compiles the step.</summary>
    /// <param name="network">What gives the probabilities.</param>
    /// <param name="batch">How many sequences.</param>
    /// <param name="sampling">What is done with the probabilities.</param>
    /// <param name="classes">The class of each sequence; null where the network knows none.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    public SymbolSampler(
        IStepNetwork network,
        int batch,
        TokenSampling sampling,
        IReadOnlyList<int>? classes = null,
        WorkerPool? workers = null
    )
    {
        this.network = network;
        state = new DecodingState(batch, network.Positions ?? 1);
        symbols = Tensor.Input("symbols", [batch]);
        next = new float[batch];
        var known = classes is null ? null : Tensor.Constant([batch], [.. classes.Select(one => (float)one)]);
        var logits = network.Step(symbols, state, known);
        sum = logits.Sum();
        sampled = Categorical.Sample(sampling.Left(logits), stream: 0);
        graph = CompiledGraph.Compile([sampled, sum], state.Updates, new CompiledGraphOptions(workers));
    }

    /// <summary>Begins new sequences.</summary>
    /// <param name="start">What each begins with, all of one length, at least 1.</param>
    /// <param name="seed">Another seed gives other sequences.</param>
    /// <exception cref="ArgumentException">They are not as many as sequences, of different lengths, empty, or hold what is no symbol.</exception>
    public void Begin(IReadOnlyList<int[]> start, ulong seed)
    {
        bool isWhole =
            start.Count == next.Length
            && start.All(one => one.Length == start[0].Length)
            && start.All(one => one.All(symbol => symbol >= 0 && symbol < network.Symbols));
        if (!isWhole || start[0].Length == 0)
        {
            throw new ArgumentException($"{next.Length} beginnings of one length are needed.", nameof(start));
        }

        recent.Clear();
        recent.AddRange(Enumerable.Range(0, start[0].Length).Select(i => start.Select(one => (float)one[i]).ToArray()));
        graph.Seed = seed;
        made = 0;
        Forget(from: 0);
    }

    /// <summary>Draws the next symbol of each sequence.</summary>
    /// <returns>[batch]; valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">Nothing was begun.</exception>
    /// <exception cref="LikenessException">The network gives what is not a number.</exception>
    public ReadOnlySpan<float> Next()
    {
        if (recent.Count == 0)
        {
            throw new InvalidOperationException("Begin sequences first.");
        }

        if (network.Positions is int max && seen + recent.Count - unread > max)
        {
            Forget(from: recent.Count - Math.Max(1, max / 2));
        }

        for (; unread < recent.Count; unread++, seen++)
        {
            graph.Write(symbols, recent[unread]);
            graph.Step = made; // a number of its own for each draw, however often the network begins anew
            graph.Run();
        }

        graph.Read(sampled, next);
        if (!float.IsFinite(graph.ReadScalar(sum)))
        {
            throw new LikenessException(
                "the network gives what is not a number (train again with a smaller --learning-rate)"
            );
        }

        made++;
        recent.Add([.. next]);
        DropOld();
        return next;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        graph.Dispose();
        state.Dispose();
    }

    private void Forget(int from)
    {
        state.Reset();
        (unread, seen) = (from, 0);
    }

    private void DropOld()
    {
        int kept = network.Positions ?? 1;
        if (recent.Count > 2 * kept)
        {
            int dropped = Math.Min(unread, recent.Count - kept);
            recent.RemoveRange(0, dropped);
            unread -= dropped;
        }
    }
}
