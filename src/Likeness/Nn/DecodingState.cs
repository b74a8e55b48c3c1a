using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The state of autoregressive decoding: the current position, the keys and values of attention, recurrent states, and the past
/// inputs of causal convolutions. Layers with a <c>Step</c> method keep their state here. A compiled graph of one step with <see
/// cref="Updates"/> then generates one position of each sequence per run. Its cost does not depend on the position.
/// </summary>
public sealed class DecodingState : IAttentionMemory, IDisposable
{
    private readonly Parameter position = new("position", [1]);
    private readonly List<Parameter> recurrent = [];
    private readonly List<KeyValueCache> caches = [];
    private readonly List<DelayLine> delays = [];
    private readonly List<Assignment> updates = [];

    /// <summary>The state before the first position.</summary>
    /// <param name="batch">The number of sequences generated side by side.</param>
    /// <param name="capacity">The maximum number of positions of a sequence; attention does not see positions beyond.</param>
    public DecodingState(int batch, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Batch, Capacity) = (batch, capacity);
        updates.Add(new Assignment(position, position.Tensor + 1));
    }

    /// <summary>The number of sequences generated side by side.</summary>
    public int Batch { get; }

    /// <summary>The maximum number of positions of a sequence.</summary>
    public int Capacity { get; }

    /// <summary>The position that the current run generates, from 0: one number.</summary>
    public Tensor Position => position.Tensor;

    /// <summary>The updates of the state at the end of a run; to be compiled into the step's graph.</summary>
    public IReadOnlyList<Assignment> Updates => updates;

    /// <summary>Resets the state to before the first position.</summary>
    public void Reset()
    {
        position.Values.Clear();
        recurrent.ForEach(parameter => parameter.Values.Clear());
        delays.ForEach(line => line.Reset());
    }

    /// <summary>Adds a position's keys and values to a new cache, and attends to all positions so far.</summary>
    /// <param name="queries">[batch, width].</param>
    /// <param name="keys">[batch, width].</param>
    /// <param name="values">[batch, width].</param>
    /// <param name="heads">Heads of attention.</param>
    /// <returns>[batch, width].</returns>
    /// <exception cref="ShapeException">
    /// The shapes differ, the batch differs from the state's, or the width is not divisible by the heads.
    /// </exception>
    public Tensor Attend(Tensor queries, Tensor keys, Tensor values, int heads)
    {
        Shape shape = RequireBatch("attention to a cache", queries);
        LayerShapes.Require(
            keys.Shape == shape && values.Shape == shape,
            "attention to a cache",
            "queries, keys and values of one shape are needed",
            queries,
            keys,
            values
        );
        var cache = new KeyValueCache($"cache.{caches.Count}", Batch, Capacity, shape[1]);
        caches.Add(cache);
        var (allKeys, allValues) = cache.Append(keys, values, Position, updates);
        var query = queries.Reshape([Batch, 1, shape[1]]);
        return Tensor.Attention(query, allKeys, allValues, heads, count: Position + 1).Reshape(shape);
    }

    /// <summary>A state that is initially zero and is carried from position to position.</summary>
    /// <param name="width">The number of features.</param>
    /// <returns>The state after the last position, [batch, width], and a function that sets its next value.</returns>
    public (Tensor State, Action<Tensor> Becomes) Carry(int width)
    {
        var parameter = new Parameter($"state.{recurrent.Count}", [Batch, width]);
        recurrent.Add(parameter);
        return (parameter.Tensor, next => updates.Add(new Assignment(parameter, next)));
    }

    /// <summary>Stores the features of a position and returns those of earlier positions.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="back">The requested distances to earlier positions; at least 1 each.</param>
    /// <returns>[batch, width] each; zeros before the first position.</returns>
    /// <exception cref="ShapeException">The batch differs from the state's.</exception>
    public IReadOnlyList<Tensor> Earlier(Tensor x, IReadOnlyList<int> back)
    {
        Shape shape = RequireBatch("looking back", x);
        var line = new DelayLine($"delay.{delays.Count}", Batch, shape[1], back.Max());
        delays.Add(line);
        return line.Append(x, back, updates);
    }

    /// <summary>Frees the memory; graphs that use it must not run afterwards.</summary>
    public void Dispose()
    {
        position.Dispose();
        recurrent.ForEach(parameter => parameter.Dispose());
        caches.ForEach(cache => cache.Dispose());
        delays.ForEach(line => line.Dispose());
    }

    /// <summary>Checks that a tensor is one position of each sequence, [batch, features].</summary>
    /// <exception cref="ShapeException">It is not.</exception>
    internal Shape RequireBatch(string what, Tensor x) =>
        x.Shape.Rank == 2 && x.Shape[0] == Batch
            ? x.Shape
            : throw new ShapeException(what, $"one position of {Batch} sequences is needed", x.Shape);
}
