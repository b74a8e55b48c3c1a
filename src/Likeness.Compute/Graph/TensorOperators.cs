namespace Likeness.Compute.Graph;

/// <content>The operators and functions of tensors. Each method names its op, whose file holds the definition and the gradient.</content>
public sealed partial class Tensor
{
    /// <summary>A constant scalar.</summary>
    public static implicit operator Tensor(float value) => Constant(Shape.Scalar, value);

    /// <summary>a + b, broadcast.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => BinaryOps.Add.Apply(a, b);

    /// <summary>a − b, broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => BinaryOps.Subtract.Apply(a, b);

    /// <summary>a · b element by element, broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => BinaryOps.Multiply.Apply(a, b);

    /// <summary>a / b element by element, broadcast.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => BinaryOps.Divide.Apply(a, b);

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => UnaryOps.Negate.Apply(a);

    /// <summary>A constant, row-major; a single value fills the shape.</summary>
    /// <exception cref="ArgumentException">The number of values is neither one nor the shape's element count.</exception>
    public static Tensor Constant(Shape shape, params float[] values)
    {
        if (values.Length == shape.Count && shape.Count != 1)
        {
            return new Tensor(new Constant(shape, values));
        }

        if (values.Length != 1)
        {
            throw new ArgumentException($"{values.Length} values do not fill the shape {shape}.", nameof(values));
        }

        return new Tensor(new Constant(Shape.Scalar, values)).BroadcastTo(shape);
    }

    /// <summary>
    /// Values that are written before each run. If the rank is two or more, axis 0 is the batch, which is innermost in memory.
    /// </summary>
    public static Tensor Input(string name, Shape shape) => new(new Input(name, shape));

    /// <summary>New standard normal numbers at each run, from a stream of the graph's seed.</summary>
    public static Tensor RandomNormal(Shape shape, ulong stream) =>
        new(new RandomNumbers(RandomKind.Normal, shape, stream));

    /// <summary>New uniform numbers on [0, 1) at each run, from a stream of the graph's seed.</summary>
    public static Tensor RandomUniform(Shape shape, ulong stream) =>
        new(new RandomNumbers(RandomKind.Uniform, shape, stream));

    /// <summary>|x|.</summary>
    public Tensor Abs() => UnaryOps.Abs.Apply(this);

    /// <summary>−1, 0 or 1; no gradient.</summary>
    public Tensor Sign() => UnaryOps.Sign.Apply(this);

    /// <summary>The floor of x; no gradient.</summary>
    public Tensor Floor() => UnaryOps.Floor.Apply(this);

    /// <summary>The smallest whole number from x upwards; no gradient.</summary>
    public Tensor Ceiling() => -(-this).Floor();

    /// <summary>1 / x.</summary>
    public Tensor Reciprocal() => UnaryOps.Reciprocal.Apply(this);

    /// <summary>x².</summary>
    public Tensor Square() => UnaryOps.Square.Apply(this);

    /// <summary>√x.</summary>
    public Tensor Sqrt() => UnaryOps.Sqrt.Apply(this);

    /// <summary>eˣ.</summary>
    public Tensor Exp() => UnaryOps.Exp.Apply(this);

    /// <summary>eˣ − 1, accurate near 0.</summary>
    public Tensor Expm1() => UnaryOps.Expm1.Apply(this);

    /// <summary>The natural logarithm.</summary>
    public Tensor Log() => UnaryOps.Log.Apply(this);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public Tensor Log1P() => UnaryOps.Log1P.Apply(this);

    /// <summary>The hyperbolic tangent.</summary>
    public Tensor Tanh() => UnaryOps.Tanh.Apply(this);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public Tensor Sigmoid() => UnaryOps.Sigmoid.Apply(this);

    /// <summary>log(1 + eˣ), accurate in both tails.</summary>
    public Tensor Softplus() => UnaryOps.Softplus.Apply(this);

    /// <summary>max(x, 0).</summary>
    public Tensor Relu() => UnaryOps.Relu.Apply(this);

    /// <summary>The error function.</summary>
    public Tensor Erf() => UnaryOps.Erf.Apply(this);

    /// <summary>The sine of x in radians.</summary>
    public Tensor Sin() => UnaryOps.Sin.Apply(this);

    /// <summary>The cosine of x in radians.</summary>
    public Tensor Cos() => UnaryOps.Cos.Apply(this);

    /// <summary>The larger of two, broadcast.</summary>
    public Tensor Maximum(Tensor other) => BinaryOps.Maximum.Apply(this, other);

    /// <summary>The smaller of two, broadcast.</summary>
    public Tensor Minimum(Tensor other) => BinaryOps.Minimum.Apply(this, other);

    /// <summary>1 where this is the larger, else 0; no gradient.</summary>
    public Tensor GreaterThan(Tensor other) => BinaryOps.Greater.Apply(this, other);

    /// <summary>1 where both are equal, else 0; no gradient.</summary>
    public Tensor EqualTo(Tensor other) => BinaryOps.Equal.Apply(this, other);

    /// <summary>The first where this is not 0, else the second; no gradient for this.</summary>
    public Tensor Where(Tensor whereTrue, Tensor whereFalse) => BinaryOps.Select.Apply(this, whereTrue, whereFalse);

    /// <summary>The sum along some axes (all if none is given); they can keep an extent of one.</summary>
    public Tensor Sum(int[]? axes = null, bool keepDimensions = false) =>
        Reduce(ReduceOp.CreateSum, axes, keepDimensions);

    /// <summary>The maximum along some axes (all if none is given); they can keep an extent of one.</summary>
    public Tensor Max(int[]? axes = null, bool keepDimensions = false) =>
        Reduce(ReduceOp.CreateMax, axes, keepDimensions);

    /// <summary>The minimum along some axes (all if none is given); they can keep an extent of one. Equal minima share the gradient.</summary>
    public Tensor Min(int[]? axes = null, bool keepDimensions = false) => -(-this).Max(axes, keepDimensions);

    /// <summary>The mean along some axes (all if none is given); they can keep an extent of one.</summary>
    public Tensor Mean(int[]? axes = null, bool keepDimensions = false)
    {
        Tensor sum = Sum(axes, keepDimensions);
        return sum * (1f / (Shape.Count / Math.Max(1, sum.Shape.Count)));
    }

    /// <summary>A permutation of the axes.</summary>
    public Tensor Permute(params int[] axes) => new(new Permute(axes), this);

    /// <summary>The last two axes exchanged.</summary>
    /// <exception cref="ShapeException">The rank is below two.</exception>
    public Tensor Transpose()
    {
        if (Shape.Rank < 2)
        {
            throw new ShapeException("transpose", "two axes or more are needed", Shape);
        }

        int[] axes = [.. Enumerable.Range(0, Shape.Rank)];
        (axes[^1], axes[^2]) = (axes[^2], axes[^1]);
        return Permute(axes);
    }

    /// <summary>Broadcast to a shape by NumPy's rule.</summary>
    /// <exception cref="ShapeException">An extent is neither one nor the requested one.</exception>
    public Tensor BroadcastTo(Shape shape) =>
        shape == Shape ? this : new Tensor(new Expand(shape), WithRank(shape.Rank));

    /// <summary>
    /// A slice of one axis: <paramref name="count"/> elements from <paramref name="start"/>, by <paramref name="step"/>.
    /// </summary>
    /// <exception cref="ShapeException">The slice exceeds the axis.</exception>
    public Tensor Slice(int axis, int start, int count, int step = 1)
    {
        // A single element has no successor, so any step is valid, even one beyond the memory.
        int taken = count == 1 && step != 0 ? 1 : step;
        return new(new Slice(Axis("slice", axis), start, count, taken), this);
    }

    /// <summary>Zero padding before and after, along one axis.</summary>
    /// <exception cref="ShapeException">The axis does not exist, a number of zeros is negative, or the result is too large.</exception>
    public Tensor Pad(int axis, int before, int after)
    {
        axis = Axis("pad", axis);
        return before >= 0 && after >= 0
            ? new(new Scatter(axis, before, 1, Shape.Extent("pad", (long)before + Shape[axis] + after, Shape)), this)
            : throw new ShapeException("pad", $"{before} and {after} zeros cannot pad axis {axis}", Shape);
    }

    /// <summary>Tensors concatenated along an axis.</summary>
    /// <exception cref="ShapeException">Their other extents differ.</exception>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Tensor Concatenate(int axis, params Tensor[] parts)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("There is nothing to concatenate.", nameof(parts));
        }

        int[] axes = Array.ConvertAll(parts, part => part.Axis("concatenate", axis));
        return parts.Length == 1 ? parts[0] : new Tensor(new ConcatenateOp(axes[0]), parts);
    }

    private Tensor WithRank(int rank) =>
        Shape.Rank >= rank ? this : Reshape([.. Enumerable.Repeat(1, rank - Shape.Rank), .. Shape]);

    /// <summary>A non-negative axis; negative axes count from the last.</summary>
    private int Axis(string op, int axis) =>
        axis >= -Shape.Rank && axis < Shape.Rank
            ? (axis + Shape.Rank) % Shape.Rank
            : throw new ShapeException(op, $"there is no axis {axis}", Shape);

    private Tensor Reduce(Func<int[], ReduceOp> op, int[]? axes, bool keepDimensions)
    {
        string name = op([]).Name;
        int[] chosen = axes is null
            ? [.. Enumerable.Range(0, Shape.Rank)]
            : [.. axes.Select(axis => Axis(name, axis)).Distinct().Order()];
        Tensor reduced = new(op(chosen), this);
        return keepDimensions ? reduced : reduced.Reshape([.. Shape.Where((_, axis) => !chosen.Contains(axis))]);
    }
}
