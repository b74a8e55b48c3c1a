namespace Likeness.Compute.Graph;

/// <content>
/// Elements by their places. Indices are whole numbers held as floats, exact up to 16,777,216; a fraction is cut off. One that names
/// no element gives NaN.
/// </content>
public sealed partial class Tensor
{
    /// <summary>The same numbers, through which no gradient flows.</summary>
    public Tensor Detached() => new(new Detach(), this);

    /// <summary>Rows of this table, [rows, …], by their indices.</summary>
    /// <param name="indices">Any shape.</param>
    /// <returns>[indices…, …]; NaN for an index that names no row.</returns>
    /// <exception cref="ShapeException">This has no axis.</exception>
    public Tensor Gather(Tensor indices)
    {
        if (Shape.Rank == 0)
        {
            throw new ShapeException("gather", "a table has rows", Shape, indices.Shape);
        }

        int width = Shape.Skip(1).Aggregate(1, (product, extent) => product * extent);
        Tensor gathered = new(GatherOp.Instance, Reshape([Shape[0], width]), indices.WithRank(1));
        return gathered.Reshape([.. indices.Shape.ToArray(), .. Shape.Skip(1)]);
    }

    /// <summary>Along an axis, the elements that the indices name: y[…, i, …] = x[…, indices[…, i, …], …].</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Of the same extents, stretched by NumPy's rule, along the other axes.</param>
    /// <returns>As many elements along the axis as there are indices; NaN where one names none.</returns>
    /// <exception cref="ShapeException">There is no such axis, the numbers of axes differ, or the other extents do not broadcast.</exception>
    public Tensor TakeAlong(int axis, Tensor indices)
    {
        axis = Axis("take along", axis);
        if (indices.Shape.Rank != Shape.Rank)
        {
            throw new ShapeException("take along", "the numbers of axes differ", Shape, indices.Shape);
        }

        Shape common = Broadcasting.Common("take along", Shape.With(axis, 1), indices.Shape.With(axis, 1));
        return new Tensor(
            new TakeAlongOp(axis),
            BroadcastTo(common.With(axis, Shape[axis])),
            indices.BroadcastTo(common.With(axis, indices.Shape[axis]))
        );
    }

    /// <summary>
    /// The same elements but for those at one place along an axis, which others replace. Where a parameter becomes this, of itself,
    /// and nothing else reads what it was, only the new elements are written: so a cache grows by a step of a sequence.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="index">The place, one number of any shape; one that names none replaces nothing.</param>
    /// <param name="values">The new elements: this shape, with an extent of one along the axis.</param>
    /// <exception cref="ShapeException">There is no such axis, the values do not fit, or there are several indices.</exception>
    public Tensor StoreAt(int axis, Tensor index, Tensor values) =>
        new(new StoreAtOp(Axis("store at", axis)), this, values, index);

    /// <summary>The sums of the elements up to each along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="exclusive">Whether an element is left out of its own sum.</param>
    /// <param name="reverse">Whether the sums run from the last element to the first.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor CumulativeSum(int axis, bool exclusive = false, bool reverse = false)
    {
        axis = Axis("cumulative sum", axis);
        int extent = Shape[axis];
        if (extent == 0)
        {
            return this;
        }

        Tensor sums = new(new CumulativeSumOp(axis), reverse ? Reversed(axis) : this);
        sums = exclusive ? sums.Slice(axis, 0, extent - 1).Pad(axis, 1, 0) : sums;
        return reverse ? sums.Reversed(axis) : sums;
    }

    /// <summary>The indices that sort an axis in ascending order; equal elements keep theirs, NaN comes last. No gradient.</summary>
    /// <param name="axis">The axis; at most 8,388,608 elements.</param>
    /// <param name="descending">Whether the largest comes first; NaN still comes last.</param>
    public Tensor ArgSort(int axis, bool descending = false) =>
        new(new ArgSortOp(Axis("argsort", axis)), descending ? -this : this);

    /// <summary>The elements along an axis in ascending order, NaN last.</summary>
    /// <param name="axis">The axis; at most 8,388,608 elements.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    public Tensor Sort(int axis, bool descending = false) => TakeAlong(axis, ArgSort(axis, descending));

    /// <summary>The largest elements along an axis, in descending order, and their indices.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="count">How many; at most the axis' extent.</param>
    /// <exception cref="ShapeException">There are not so many.</exception>
    public (Tensor Values, Tensor Indices) Largest(int axis, int count)
    {
        Tensor indices = ArgSort(axis, descending: true).Slice(axis, 0, count);
        return (TakeAlong(axis, indices), indices);
    }

    private Tensor Reversed(int axis) => Slice(axis, Shape[axis] - 1, Shape[axis], -1);
}
