namespace Likeness.Compute.Graph;

/// <content>
/// Indexing and sorting. Indices are integers held as floats, exact up to 16,777,216; fractions are truncated. An index out of
/// range gives NaN.
/// </content>
public sealed partial class Tensor
{
    /// <summary>The same values, through which no gradient flows.</summary>
    public Tensor Detached() => new(new Detach(), this);

    /// <summary>Selects rows of this table, [rows, …], by index.</summary>
    /// <param name="indices">Any shape.</param>
    /// <returns>[indices…, …]; NaN for an index out of range.</returns>
    /// <exception cref="ShapeException">This is a scalar.</exception>
    public Tensor Gather(Tensor indices)
    {
        if (Shape.Rank == 0)
        {
            throw new ShapeException("gather", "a table needs at least one axis", Shape, indices.Shape);
        }

        int width = Shape.Skip(1).Aggregate(1, (product, extent) => product * extent);
        Tensor gathered = new(GatherOp.Instance, Reshape([Shape[0], width]), indices.WithRank(1));
        return gathered.Reshape([.. indices.Shape.ToArray(), .. Shape.Skip(1)]);
    }

    /// <summary>Selects elements along an axis by index: y[…, i, …] = x[…, indices[…, i, …], …].</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">The indices; their other extents broadcast to those of this tensor.</param>
    /// <returns>One element along the axis for each index; NaN for an index out of range.</returns>
    /// <exception cref="ShapeException">The axis does not exist, the ranks differ, or the other extents do not broadcast.</exception>
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
    /// The same elements, with those at one index along an axis replaced. If a parameter is updated to this op of itself and no
    /// other node reads its old value, only the new elements are written. A cache can thus grow by one step of a sequence.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="index">The index, one number of any shape; out of range, it replaces nothing.</param>
    /// <param name="values">The new elements: this shape, with an extent of one along the axis.</param>
    /// <exception cref="ShapeException">
    /// The axis does not exist, the values' shape does not match, or there are several indices.
    /// </exception>
    public Tensor StoreAt(int axis, Tensor index, Tensor values) =>
        new(new StoreAtOp(Axis("store at", axis)), this, values, index);

    /// <summary>The cumulative sums along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="exclusive">Whether an element is excluded from its own sum.</param>
    /// <param name="reverse">Whether the sums run from the last element to the first.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public Tensor CumulativeSum(int axis, bool exclusive = false, bool reverse = false)
    {
        axis = Axis("cumulative sum", axis);
        int extent = Shape[axis];
        if (extent == 0)
        {
            return this;
        }

        Tensor sums = new(new CumulativeSumOp(axis), reverse ? Flip(axis) : this);
        sums = exclusive ? sums.Slice(axis, 0, extent - 1).Pad(axis, 1, 0) : sums;
        return reverse ? sums.Flip(axis) : sums;
    }

    /// <summary>The indices that sort an axis in ascending order; the sort is stable and puts NaN last. No gradient.</summary>
    /// <param name="axis">The axis; at most 8,388,608 elements.</param>
    /// <param name="descending">Whether the largest comes first; NaN still comes last.</param>
    public Tensor ArgSort(int axis, bool descending = false) =>
        new(new ArgSortOp(Axis("argsort", axis)), descending ? -this : this);

    /// <summary>The elements along an axis in ascending order, NaN last.</summary>
    /// <param name="axis">The axis; at most 8,388,608 elements.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    public Tensor Sort(int axis, bool descending = false) => TakeAlong(axis, ArgSort(axis, descending));

    /// <summary>The index of the largest element along an axis, the first of equal ones; NaN counts as the largest. No gradient.</summary>
    /// <param name="axis">The axis; at most 16,777,216 elements.</param>
    /// <param name="keepDimensions">Whether it keeps an extent of one, as <see cref="TakeAlong"/> needs.</param>
    /// <exception cref="ShapeException">The axis does not exist, or has no elements.</exception>
    public Tensor ArgMax(int axis, bool keepDimensions = false)
    {
        axis = Axis("argmax", axis);
        int extent = Shape[axis];
        if (extent == 0)
        {
            throw new ShapeException("argmax", $"axis {axis} has no elements", Shape);
        }

        Tensor isLargest = EqualTo(Max([axis], keepDimensions: true)) + NotEqualTo(this);
        Tensor indices = Arange(extent).Reshape([extent, .. Enumerable.Repeat(1, Shape.Rank - 1 - axis)]);
        return isLargest.Where(indices, extent).Min([axis], keepDimensions);
    }

    /// <summary>The index of the smallest element along an axis, the first of equal ones; NaN counts as the smallest. No gradient.</summary>
    /// <inheritdoc cref="ArgMax"/>
    public Tensor ArgMin(int axis, bool keepDimensions = false) => (-this).ArgMax(axis, keepDimensions);

    /// <summary>The largest elements along an axis, in descending order, and their indices.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="count">How many; at most the axis's extent.</param>
    /// <exception cref="ShapeException">The axis has fewer elements.</exception>
    public (Tensor Values, Tensor Indices) Largest(int axis, int count)
    {
        Tensor indices = ArgSort(axis, descending: true).Slice(axis, 0, count);
        return (TakeAlong(axis, indices), indices);
    }

    /// <summary>The assignment of the rows of this square matrix to its columns with the smallest sum of elements. No gradient.</summary>
    /// <returns>The column of each row, a permutation: [rows].</returns>
    /// <exception cref="ShapeException">This is no square matrix, or one of more than 1,024 rows.</exception>
    public Tensor Assignment()
    {
        if (Shape.Rank != 2 || Shape[0] != Shape[1] || Shape[0] > AssignmentOp.MaxSize)
        {
            throw new ShapeException(
                "assignment",
                $"a square matrix of up to {AssignmentOp.MaxSize} rows is needed",
                Shape
            );
        }

        return new Tensor(new AssignmentOp(Shape[0]), Reshape([Shape[0] * Shape[1], 1])).Reshape([Shape[0]]);
    }

    /// <summary>The elements along an axis in reverse order.</summary>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public Tensor Flip(int axis)
    {
        axis = Axis("flip", axis);
        return Slice(axis, Shape[axis] - 1, Shape[axis], -1);
    }
}
