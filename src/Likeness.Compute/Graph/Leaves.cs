namespace Likeness.Compute.Graph;

/// <summary>The leaves of a graph: values that come from outside it.</summary>
internal abstract class Leaf(string name, Shape shape) : Op(name)
{
    private static long created;

    public Shape Shape { get; } = shape;

    /// <summary>A unique number: two leaves with one name hold different values.</summary>
    protected long Number { get; } = Interlocked.Increment(ref created);

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [];

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs) =>
        throw new InvalidOperationException($"'{Name}' has no value: set it first.");
}

/// <summary>A constant, row-major.</summary>
internal sealed class Constant(Shape shape, float[] values) : Leaf("constant", shape)
{
    public float[] Values { get; } = values;

    /// <summary>The value if there is only one.</summary>
    public float? Scalar => Values.Length == 1 ? Values[0] : null;

    internal override string Signature =>
        Values.Length <= 16
            ? $"constant({string.Join(' ', Values.Select(BitConverter.SingleToInt32Bits))})"
            : $"constant#{Number}";

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs) =>
        Array.ConvertAll(Values, v => (double)v);
}

/// <summary>Values written before each run; axis 0 of a rank of two or more is the batch.</summary>
internal sealed class Input(string name, Shape shape) : Leaf(name, shape)
{
    internal override string Signature => $"input {Name}#{Number}";
}

/// <summary>The values of a <see cref="Parameter"/> at the start of a run.</summary>
internal sealed class Variable(Parameter parameter) : Leaf(parameter.Name, parameter.Shape)
{
    public Parameter Parameter { get; } = parameter;

    internal override string Signature => $"parameter {Name}#{Number}";

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs) =>
        Array.ConvertAll(Parameter.Values.ToArray(), v => (double)v);
}

/// <summary>The distribution of random numbers.</summary>
internal enum RandomKind
{
    /// <summary>Uniform on [0, 1).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and variance 1.</summary>
    Normal,
}

/// <summary>New random numbers at each run: a function of the graph's seed, its step, this stream and the index.</summary>
internal sealed class RandomNumbers(RandomKind kind, Shape shape, ulong stream)
    : Leaf(kind == RandomKind.Normal ? "normal" : "uniform", shape)
{
    public RandomKind Kind { get; } = kind;

    public ulong Stream { get; } = stream;

    internal override string Signature => $"{Name}({Stream})#{Number}";
}
