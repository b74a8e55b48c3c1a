namespace Likeness.Compute.Graph;

/// <content>Constants of a pattern, indexing by ranges, and stacking.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// Elements by index or range, as NumPy's basic indexing: <c>x[0]</c> is the first matrix of a batch, <c>x[.., 1..^1]</c> all rows without
    /// the first and the last column. Axes without an index are kept whole.
    /// </summary>
    /// <param name="indices">An index, which removes its axis, or a range for each of the first axes.</param>
    /// <exception cref="ShapeException">There are more indices than axes, or one exceeds its axis.</exception>
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            if (indices.Length > Shape.Rank)
            {
                throw new ShapeException("index", $"{indices.Length} indices are too many", Shape);
            }

            Tensor taken = this;
            var kept = new List<int>();
            for (int axis = 0; axis < Shape.Rank; axis++)
            {
                taken = axis < indices.Length ? indices[axis].Apply(taken, axis) : taken;
                if (axis >= indices.Length || !indices[axis].RemovesAxis)
                {
                    kept.Add(taken.Shape[axis]);
                }
            }

            return taken.Reshape(new Shape([.. kept]));
        }
    }

    /// <summary>A constant of zeros.</summary>
    public static Tensor Zeros(Shape shape) => Constant(shape, 0);

    /// <summary>A constant of ones.</summary>
    public static Tensor Ones(Shape shape) => Constant(shape, 1);

    /// <summary>The constant start, start + step, … before stop: [⌈(stop − start) / step⌉], each element rounded once.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="stop">The end, which is not included.</param>
    /// <param name="step">The difference of neighbours; not 0.</param>
    /// <exception cref="ArgumentException">The step is 0, a number is not finite, or there are too many elements.</exception>
    public static Tensor Arange(double start, double stop, double step = 1)
    {
        double count = Math.Max(0, Math.Ceiling((stop - start) / step));
        return step != 0 && count <= Array.MaxLength
            ? Constant([(int)count], [.. Enumerable.Range(0, (int)count).Select(i => (float)(start + (i * step)))])
            : throw new ArgumentException($"There are no numbers from {start} to {stop} by {step}.", nameof(step));
    }

    /// <summary>The constant 0, 1, … count − 1.</summary>
    public static Tensor Arange(int count) => Arange(0, count);

    /// <summary>The constant unit matrix: [size, size].</summary>
    public static Tensor Identity(int size) => Arange(size).Reshape([size, 1]).EqualTo(Arange(size));

    /// <summary>Tensors of one shape stacked along a new axis.</summary>
    /// <param name="axis">The new axis of the result; negative axes count from the last.</param>
    /// <param name="parts">The tensors.</param>
    /// <exception cref="ShapeException">Their shapes differ, or there is no such axis.</exception>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Tensor Stack(int axis, params Tensor[] parts)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("There is nothing to stack.", nameof(parts));
        }

        Shape shape = parts[0].Shape;
        int place = axis < 0 ? axis + shape.Rank + 1 : axis;
        bool isAxis = place >= 0 && place <= shape.Rank;
        if (!isAxis || parts.Any(part => part.Shape != shape))
        {
            throw new ShapeException(
                "stack",
                isAxis ? "tensors of one shape are needed" : $"the result has no axis {axis}",
                [.. parts.Select(part => part.Shape)]
            );
        }

        return Concatenate(place, Array.ConvertAll(parts, part => part.Unsqueeze(place)));
    }
}
