using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>A named array that persists between runs: a weight, or the state of an optimiser.</summary>
public sealed class Parameter : IDisposable
{
    private readonly AlignedBuffer buffer;

    /// <summary>An array of zeros.</summary>
    /// <param name="name">The name in checkpoints and listings.</param>
    /// <param name="shape">Its shape; stored row-major.</param>
    public Parameter(string name, Shape shape)
    {
        Name = name;
        Shape = shape;
        buffer = new AlignedBuffer(shape.Count);
        Tensor = new Tensor(new Variable(this));
    }

    /// <summary>The name in checkpoints and listings.</summary>
    public string Name { get; }

    /// <summary>The extents of its axes.</summary>
    public Shape Shape { get; }

    /// <summary>The order of the axes in checkpoints, if it differs: axis i there is axis <c>CheckpointAxes[i]</c> here.</summary>
    public IReadOnlyList<int>? CheckpointAxes { get; init; }

    /// <summary>The node of its values at the start of a run.</summary>
    public Tensor Tensor { get; }

    /// <summary>The values, row-major; compiled graphs that use the parameter read and write this memory.</summary>
    public Span<float> Values => buffer.Span;

    internal unsafe float* Data => buffer.Data;

    /// <summary>The node of a parameter.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Tensor;

    /// <summary>The node of a parameter.</summary>
    public Tensor ToTensor() => Tensor;

    /// <summary>Frees the memory; graphs that use it must not run afterwards.</summary>
    public void Dispose() => buffer.Dispose();
}
