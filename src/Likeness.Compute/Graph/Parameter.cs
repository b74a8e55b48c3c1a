using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>A named array that lives from run to run: a weight, or the state of an optimiser.</summary>
public sealed class Parameter : IDisposable
{
    private readonly AlignedBuffer buffer;

    /// <summary>An array of zeros.</summary>
    /// <param name="name">The name that checkpoints and listings give it.</param>
    /// <param name="shape">Its shape; stored row-major.</param>
    public Parameter(string name, Shape shape)
    {
        Name = name;
        Shape = shape;
        buffer = new AlignedBuffer(shape.Count);
        Tensor = new Tensor(new Variable(this));
    }

    /// <summary>The name that checkpoints and listings give it.</summary>
    public string Name { get; }

    /// <summary>The extents of its axes.</summary>
    public Shape Shape { get; }

    /// <summary>The order of the axes in checkpoints, where it is another: axis i there is axis <c>CheckpointAxes[i]</c> here.</summary>
    public IReadOnlyList<int>? CheckpointAxes { get; init; }

    /// <summary>The node that stands for its values when a run begins.</summary>
    public Tensor Tensor { get; }

    /// <summary>The numbers, row-major; programs that use the parameter read and write this same memory.</summary>
    public Span<float> Values => buffer.Span;

    internal unsafe float* Data => buffer.Data;

    /// <summary>The node of a parameter.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Tensor;

    /// <summary>The node of a parameter.</summary>
    public Tensor ToTensor() => Tensor;

    /// <summary>Frees the memory; programs that use it must not run any more.</summary>
    public void Dispose() => buffer.Dispose();
}
