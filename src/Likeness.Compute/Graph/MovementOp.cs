namespace Likeness.Compute.Graph;

/// <summary>The memory layout of a tensor: an offset, and a stride along each axis (0 where it is broadcast).</summary>
internal readonly record struct Strided(int Offset, int[] Strides);

/// <summary>An op that only changes indexing: its result is another view of the same memory.</summary>
internal abstract class MovementOp(string name) : Op(name)
{
    /// <summary>The view of the result, given that of the input; null if no strides can describe it.</summary>
    public abstract Strided? View(Shape input, Strided view);

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        Shape input = result.Inputs[0].Shape;
        Strided view = View(input, new Strided(0, input.RowMajorStrides()))!.Value;
        return [.. Odometer.Offsets(result.Shape, view.Strides, view.Offset).Select(position => inputs[0][position])];
    }
}

/// <summary>Other extents over the same elements in row-major order.</summary>
internal sealed class Reshape(Shape shape) : MovementOp("reshape")
{
    internal override string Signature => $"reshape{shape}";

    public override Strided? View(Shape input, Strided view)
    {
        // Runs of input axes with uniform strides can be split differently; an output axis must stay inside one run.
        var strides = new int[shape.Rank];
        int from = input.Rank - 1;
        int to = shape.Rank - 1;
        while (to >= 0)
        {
            if (shape[to] == 1)
            {
                to--;
                continue;
            }

            while (from >= 0 && input[from] == 1)
            {
                from--;
            }

            if (from < 0)
            {
                return shape.Count == 0 ? new Strided(view.Offset, strides) : null;
            }

            int run = input[from];
            int step = view.Strides[from];
            while (from > 0 && (input[from - 1] == 1 || view.Strides[from - 1] == step * run))
            {
                run *= input[--from];
            }

            from--;
            while (to >= 0 && (run > 1 || shape[to] == 1))
            {
                if (shape[to] == 0 || run % shape[to] != 0)
                {
                    return null;
                }

                strides[to] = step;
                step *= shape[to];
                run /= shape[to--];
            }

            if (run > 1)
            {
                return null;
            }
        }

        return new Strided(view.Offset, strides);
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Count == shape.Count
            ? shape
            : throw new ShapeException(Name, "the numbers of elements differ", inputs[0], shape);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) => [gradient.Reshape(result.Inputs[0].Shape)];
}

/// <summary>A permutation of the axes.</summary>
internal sealed class Permute(int[] axes) : MovementOp("permute")
{
    // A copy, because the caller may change the array.
    private readonly int[] axes = [.. axes];

    internal override string Signature => $"permute({string.Join(',', axes)})";

    /// <summary>The labels of the result's axes, given those of the input's.</summary>
    public string Reordered(string labels) => string.Concat(axes.Select(axis => labels[axis]));

    /// <summary>The labels of the input's axes, given those of the result's.</summary>
    public string Undone(string labels) => string.Concat(labels.Select((_, axis) => labels[Array.IndexOf(axes, axis)]));

    /// <summary>Whether the permutation is the identity.</summary>
    public bool IsIdentity => axes.SequenceEqual(Enumerable.Range(0, axes.Length));

    /// <summary>The composition of two permutations, as one permutation of the original axes.</summary>
    public Tensor After(Permute first, Tensor original) =>
        original.Permute(Array.ConvertAll(axes, axis => first.axes[axis]));

    public override Strided? View(Shape input, Strided view) =>
        new Strided(view.Offset, Array.ConvertAll(axes, axis => view.Strides[axis]));

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = inputs[0];
        return axes.Order().SequenceEqual(Enumerable.Range(0, shape.Rank))
            ? new Shape(Array.ConvertAll(axes, axis => shape[axis]))
            : throw new ShapeException(Name, $"({string.Join(',', axes)}) does not name each axis once", shape);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [gradient.Permute([.. Enumerable.Range(0, axes.Length).OrderBy(i => axes[i])])];
}

/// <summary>Broadcasts extents of one.</summary>
internal sealed class Expand(Shape shape) : MovementOp("expand")
{
    internal override string Signature => $"expand{shape}";

    public override Strided? View(Shape input, Strided view) =>
        new Strided(view.Offset, [.. view.Strides.Select((stride, axis) => input[axis] == shape[axis] ? stride : 0)]);

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank == shape.Rank && inputs[0].Zip(shape).All(pair => pair.First == pair.Second || pair.First == 1)
            ? shape
            : throw new ShapeException(Name, "only extents of one can be broadcast", inputs[0], shape);

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        Shape input = result.Inputs[0].Shape;
        int[] stretched = [.. Enumerable.Range(0, shape.Rank).Where(axis => input[axis] != shape[axis])];
        return [stretched.Length == 0 ? gradient : new Tensor(ReduceOp.CreateSum(stretched), gradient)];
    }
}

/// <summary>Every <paramref name="step"/>-th element along one axis, from a start; a negative step goes backwards.</summary>
internal sealed class Slice(int axis, int start, int count, int step) : MovementOp("slice")
{
    internal override string Signature => $"slice({axis},{start},{count},{step})";

    public override Strided? View(Shape input, Strided view)
    {
        int[] strides = [.. view.Strides];
        strides[axis] *= step;
        return new Strided(view.Offset + (count == 0 ? 0 : start * view.Strides[axis]), strides);
    }

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = inputs[0];
        long last = start + ((count - 1L) * step);
        bool inside = axis >= 0 && axis < shape.Rank && count >= 0 && step != 0;
        inside = inside && (count == 0 || (start >= 0 && start < shape[axis] && last >= 0 && last < shape[axis]));
        return inside
            ? shape.With(axis, count)
            : throw new ShapeException(Name, $"{count} elements from {start} by {step} exceed axis {axis}", shape);
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        [new Tensor(new Scatter(axis, start, step, result.Inputs[0].Shape[axis]), gradient)];
}
