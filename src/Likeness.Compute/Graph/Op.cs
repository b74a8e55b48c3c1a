namespace Likeness.Compute.Graph;

/// <summary>
/// The operation of a node: a name, a shape rule, a gradient written in other ops, and a definition in double precision that the
/// compiled kernels are tested against. An op with settings (axes, a slice) carries them itself.
/// </summary>
public abstract class Op(string name)
{
    /// <summary>The op's name in error messages and listings.</summary>
    public string Name { get; } = name;

    /// <summary>The name with every setting: two nodes with equal signatures and inputs hold equal values.</summary>
    internal virtual string Signature => Name;

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ShapeException">The op does not support these shapes.</exception>
    internal abstract Shape InferShape(IReadOnlyList<Shape> inputs);

    /// <summary>The gradient of each input, given that of the result; null where there is none.</summary>
    internal abstract Tensor?[] Gradient(Tensor result, Tensor gradient);

    /// <summary>The definition: row-major values in double precision.</summary>
    internal abstract double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs);

    /// <inheritdoc/>
    public override string ToString() => Signature;
}
