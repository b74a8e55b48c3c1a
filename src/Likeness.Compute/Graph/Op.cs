namespace Likeness.Compute.Graph;

/// <summary>
/// What a node computes: a name, a shape rule, a gradient written in other ops, and a definition in double precision that
/// the compiled kernels are tested against. An op that needs settings (axes, a slice) carries them itself.
/// </summary>
public abstract class Op(string name)
{
    /// <summary>The op's name, as error messages and program listings give it.</summary>
    public string Name { get; } = name;

    /// <summary>The name with every setting: two nodes of equal signature and inputs hold equal values.</summary>
    internal virtual string Signature => Name;

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ShapeException">The op cannot work on these shapes.</exception>
    internal abstract Shape InferShape(IReadOnlyList<Shape> inputs);

    /// <summary>The gradient of each input, given that of the result; null where nothing flows.</summary>
    internal abstract Tensor?[] Gradient(Tensor result, Tensor gradient);

    /// <summary>The definition: row-major values in double precision.</summary>
    internal abstract double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs);

    /// <inheritdoc/>
    public override string ToString() => Signature;
}
