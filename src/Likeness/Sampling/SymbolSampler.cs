using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models.Sequences;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Sampling;

/// <summary>
/// Samples sequences from a network symbol by symbol, several side by side, by one compiled step with a decoding state, so that the
/// cost of a symbol does not depend on its position. If the network's maximum number of positions is reached, it restarts with the
/// last half of them as context. A sequence is a function of the weights, the seed, its index, the number of sequences, and their
/// starts.
/// </summary>
internal sealed class SymbolSampler : IDisposable
{
    private readonly IStepNetwork network;
    private readonly DecodingState state;
    private readonly Tensor symbols;
    private readonly Tensor? features; // of the next position
    private readonly float[] followed; // values of the features
    private readonly NGramMixture? mixture;
    private readonly Tensor? others; // the n-grams' part of the probabilities
    private readonly float[] part; // its values
    private readonly ISymbolFilter? filter;
    private readonly Tensor? added; // the filter's part of the logits
    private readonly float[] barred; // its values
    private readonly int[] states; // of the filter
    private readonly Tensor sampled;
    private readonly Tensor sum; // of the logits: NaN is visible in it, but not in the sampled symbols
    private readonly CompiledGraph graph;
    private readonly List<float[]> recent = []; // the last symbols of all sequences
    private readonly float[] next;
    private int unread; // the index of the first recent symbol that the network has not read
    private int seen; // since the last restart
    private int dropped; // symbols before the recent ones
    private TrackReader? track;
    private ulong made;

    /// <summary>Compiles the step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="sampling">The sampling options.</param>
    /// <param name="classes">The class of each sequence; null for an unconditional network.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <param name="localFeatures">The number of features in time that the network is conditioned on.</param>
    /// <param name="mixture">The n-grams beside the network; null without.</param>
    /// <param name="filter">Which symbols may follow; null for all.</param>
    public SymbolSampler(
        IStepNetwork network,
        int batch,
        TokenSampling sampling,
        IReadOnlyList<int>? classes = null,
        WorkerPool? workers = null,
        int localFeatures = 0,
        NGramMixture? mixture = null,
        ISymbolFilter? filter = null
    )
    {
        (this.network, this.mixture, this.filter) = (network, mixture, filter);
        state = new DecodingState(batch, network.Positions ?? 1);
        symbols = Tensor.Input("symbols", [batch]);
        next = new float[batch];
        var known = classes is null ? null : Tensor.Constant([batch], [.. classes.Select(one => (float)one)]);
        features = localFeatures == 0 ? null : Tensor.Input("features", [batch, localFeatures]);
        followed = new float[batch * localFeatures];
        var logits = network.Step(symbols, state, new SequenceCondition(known, features));
        sum = logits.Sum();
        others = mixture is null ? null : Tensor.Input("others", [batch, network.Symbols]);
        part = new float[others is null ? 0 : batch * network.Symbols];
        var mixed = others is null ? logits : ((logits.Softmax(1) * (float)mixture!.NetworkShare) + others).Log();
        added = filter is null ? null : Tensor.Input("added", [batch, network.Symbols]);
        barred = new float[added is null ? 0 : batch * network.Symbols];
        states = new int[batch];
        sampled = Categorical.Sample(sampling.Left(added is null ? mixed : mixed + added), stream: 0);
        graph = CompiledGraph.Compile([sampled, sum], state.Updates, new CompiledGraphOptions(workers));
    }

    /// <summary>Starts new sequences.</summary>
    /// <param name="start">The first symbols of each sequence, all of one length, at least 1.</param>
    /// <param name="seed">The seed; different seeds give different sequences.</param>
    /// <param name="track">The features of all sequences at a position, of which 0 is that of the first start symbol; null without features.</param>
    /// <exception cref="ArgumentException">
    /// The number of starts differs from the number of sequences, their lengths differ, one is empty, or one contains an invalid
    /// symbol; or features are missing, or given to a network without.
    /// </exception>
    public void Begin(IReadOnlyList<int[]> start, ulong seed, TrackReader? track = null)
    {
        bool isWhole =
            start.Count == next.Length
            && start.All(one => one.Length == start[0].Length)
            && start.All(one => one.All(symbol => symbol >= 0 && symbol < network.Symbols));
        if (!isWhole || start[0].Length == 0)
        {
            throw new ArgumentException($"{next.Length} starts of equal length are needed.", nameof(start));
        }

        if (track is null != features is null)
        {
            throw new ArgumentException("The network and the sequences differ in features.", nameof(track));
        }

        (this.track, dropped) = (track, 0);
        recent.Clear();
        recent.AddRange(Enumerable.Range(0, start[0].Length).Select(i => start.Select(one => (float)one[i]).ToArray()));
        graph.Seed = seed;
        made = 0;
        Array.Clear(states);
        Forget(from: 0);
    }

    /// <summary>Samples the next symbol of each sequence.</summary>
    /// <returns>[batch]; valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">No sequences were started.</exception>
    /// <exception cref="LikenessException">The network returns NaN.</exception>
    public ReadOnlySpan<float> Next()
    {
        if (recent.Count == 0)
        {
            throw new InvalidOperationException("Start sequences first.");
        }

        if (network.Positions is int max && seen + recent.Count - unread > max)
        {
            Forget(from: recent.Count - Math.Max(1, max / 2));
        }

        for (; unread < recent.Count; unread++, seen++)
        {
            graph.Write(symbols, recent[unread]);
            WriteFeatures(dropped + unread + 1);
            WriteOthers();
            WriteAdded();
            graph.Step = made; // unique for each sampled symbol, also after restarts
            graph.Run();
        }

        graph.Read(sampled, next);
        if (!float.IsFinite(graph.ReadScalar(sum)))
        {
            throw new LikenessException("the network returns NaN (train again with a smaller --learning-rate)");
        }

        for (int i = 0; i < states.Length; i++)
        {
            states[i] = filter?.Next(states[i], (int)next[i]) ?? 0;
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

    private void WriteFeatures(int position)
    {
        if (features is not null)
        {
            track!(position, followed);
            graph.Write(features, followed);
        }
    }

    private void WriteAdded()
    {
        if (filter is null)
        {
            return;
        }

        for (int i = 0; i < states.Length; i++)
        {
            filter.Added(states[i]).CopyTo(barred.AsSpan(i * network.Symbols));
        }

        graph.Write(added!, barred);
    }

    // After the last symbol; others, which are read for the state of the network alone, may have what they like.
    private void WriteOthers()
    {
        if (others is null || unread < recent.Count - 1)
        {
            return;
        }

        int length = Math.Min(mixture!.Context, recent.Count);
        Span<int> context = stackalloc int[length];
        for (int i = 0; i < next.Length; i++)
        {
            for (int k = 0; k < length; k++)
            {
                context[k] = (int)recent[recent.Count - length + k][i];
            }

            mixture.Fill(context, part.AsSpan(i * network.Symbols, network.Symbols));
        }

        graph.Write(others, part);
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
            int old = Math.Min(unread, recent.Count - kept);
            recent.RemoveRange(0, old);
            (unread, dropped) = (unread - old, dropped + old);
        }
    }
}
