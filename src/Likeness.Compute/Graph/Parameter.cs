using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>A named array that persists between runs: a weight, or the state of an optimiser.</summary>
public sealed class Parameter : IDisposable
{
    private PinnedFloats? memory;
    private volatile bool isDisposed;

    /// <summary>An array of zeros. Its memory is allocated when it is first used, so that a model can be sized without it.</summary>
    /// <param name="name">The name in checkpoints and listings.</param>
    /// <param name="shape">Its shape; stored row-major.</param>
    /// <exception cref="InsufficientMemoryException">It exceeds the memory that the process may use.</exception>
    public Parameter(string name, Shape shape)
    {
        Name = name;
        Shape = shape;
        AvailableMemory.Require((long)shape.Count * sizeof(float), $"The parameter '{name}' {shape}");
        Tensor = new Tensor(new Variable(this));
    }

    /// <summary>The name in checkpoints and listings.</summary>
    public string Name { get; }

    /// <summary>The extents of its axes.</summary>
    public Shape Shape { get; }

    /// <summary>The order of the axes in checkpoints, if it differs: axis i there is axis <c>CheckpointAxes[i]</c> here.</summary>
    public IReadOnlyList<int>? CheckpointAxes { get; init; }

    /// <summary>
    /// The node that stands for the parameter: its values at the start of a run, or what <see cref="Reparameterise"/> put in their place.
    /// </summary>
    public Tensor Tensor { get; private set; }

    /// <summary>
    /// The values, row-major; compiled graphs that use the parameter read and write this memory. The span stays valid when the parameter is disposed
    /// or collected. While a graph that writes the parameter runs, another thread may read old or new values.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The parameter was disposed.</exception>
    public Span<float> Values => Memory.Span;

    /// <summary>The memory of the values. A holder of a pointer into it must also hold this reference.</summary>
    /// <exception cref="ObjectDisposedException">The parameter was disposed.</exception>
    /// <exception cref="OutOfMemoryException">The system could not allocate the memory.</exception>
    internal PinnedFloats Memory =>
        (isDisposed ? null : memory ?? Allocated()) ?? throw new ObjectDisposedException($"the parameter '{Name}'");

    /// <summary>The node of a parameter.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Tensor;

    /// <summary>The node of a parameter.</summary>
    public Tensor ToTensor() => Tensor;

    /// <summary>
    /// Replaces the node of the parameter in all graphs that are built from now on. The values keep their memory and their name.
    /// </summary>
    /// <param name="value">From the node of the values to the new node, of the same shape.</param>
    /// <exception cref="ArgumentException">The new node has another shape.</exception>
    public void Reparameterise(Func<Tensor, Tensor> value)
    {
        var node = value(Tensor);
        Tensor =
            node.Shape == Shape
                ? node
                : throw new ArgumentException($"{node.Shape} does not stand for {Shape}.", nameof(value));
    }

    /// <summary>
    /// Releases the memory. <see cref="Values"/>, and graphs that use the parameter, then throw <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        isDisposed = true;
        memory = null;
    }

    // Threads that come at once use the memory of the first.
    private PinnedFloats? Allocated()
    {
        Interlocked.CompareExchange(ref memory, new PinnedFloats(Shape.Count), null);
        return memory;
    }
}
