using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Plans a contraction: finds the axes of its operands in memory and derives the positions and taps of its matrices.</summary>
internal static class ContractionPlanner
{
    // Each is listed, at up to 48 bytes.
    private const double MaxMatrices = 1 << 26;

    /// <summary>The axes; those of the result come first, in its order.</summary>
    public static List<ContractionAxis> Axes(ContractOp op, Tensor node, View left, View right)
    {
        (Shape a, Shape b) = (node.Inputs[0].Shape, node.Inputs[1].Shape);
        var axes = new List<ContractionAxis>();
        foreach (char label in op.Result.Concat(op.Left.Where(label => !op.Result.Contains(label))))
        {
            int inLeft = op.Left.IndexOf(label, StringComparison.Ordinal);
            int inRight = op.Right.IndexOf(label, StringComparison.Ordinal);
            axes.Add(
                new ContractionAxis(
                    label,
                    inLeft >= 0 ? a[inLeft] : b[inRight],
                    inLeft >= 0 ? left.Strides[inLeft] : 0,
                    inRight >= 0 ? right.Strides[inRight] : 0,
                    inLeft >= 0,
                    inRight >= 0,
                    op.Result.Contains(label)
                )
            );
        }

        return Join(axes);
    }

    /// <summary>
    /// The order of the result's axes in memory. The two axes of a matrix are innermost, so that an epilogue can use them. The
    /// lanes come last, or the rows where the lanes are summed.
    /// </summary>
    public static int[] ResultOrder(ContractOp op, ContractionChoice choice)
    {
        (char? middle, char? innermost) = choice.Kind switch
        {
            MatMulKind.Tile => (choice.Row, choice.Lane),
            MatMulKind.Dot => (choice.Column, choice.Row),
            _ => (null, choice.Lane),
        };
        (int before, int last) = (AxisOf(op.Result, middle), AxisOf(op.Result, innermost));
        IEnumerable<int> outer = Enumerable.Range(0, op.Result.Length).Where(axis => axis != last && axis != before);
        return [.. outer, .. Existing(before), .. Existing(last)];
    }

    /// <summary>Whether an epilogue that walks the result row by row receives transposed blocks.</summary>
    public static bool Crosses(ContractOp op, ContractionChoice choice) =>
        choice is { Kind: MatMulKind.Tile, Row: { } row, Lane: not null }
        && AxisOf(op.Result, row) == op.Result.Length - 1;

    /// <summary>The order in which the vector operand is copied: its lanes innermost, preceded by the summed axes.</summary>
    public static int[] CopyOrder(string labels, ContractionChoice choice)
    {
        int lane = AxisOf(labels, choice.Lane);
        int inner = AxisOf(labels, choice.Inner);
        IEnumerable<int> outer = Enumerable.Range(0, labels.Length).Where(axis => axis != lane && axis != inner);
        return [.. outer, .. Existing(inner), .. Existing(lane)];
    }

    /// <summary>The matmul, once the layouts of all three tensors are known.</summary>
    public static MatMulPlan Plan(
        ContractOp op,
        Tensor node,
        View left,
        View right,
        View result,
        ContractionChoice choice
    )
    {
        List<ContractionAxis> axes = Axes(op, node, left, right);
        bool swapped = choice.Swapped;
        (View a, View b) = swapped ? (right, left) : (left, right);
        int A(ContractionAxis? axis) => axis?.Step(!swapped) ?? 0;
        int B(ContractionAxis? axis) => axis?.Step(swapped) ?? 0;
        int C(ContractionAxis? axis) =>
            axis is { InResult: true } ? result.Strides[AxisOf(op.Result, axis.Value.Name)] : 0;
        ContractionAxis? Named(char? name) =>
            name is null
                ? null
                : axes.Where(axis => axis.Name == name).Select(axis => (ContractionAxis?)axis).FirstOrDefault();

        (ContractionAxis? row, ContractionAxis? column, ContractionAxis? inner) = (
            Named(choice.Row),
            Named(choice.Column),
            Named(choice.Inner)
        );
        char? lane = choice.Kind == MatMulKind.Lanewise ? choice.Lane : null;
        char?[] used = [choice.Row, choice.Column, inner?.Name, lane];
        ContractionAxis[] outer = [.. axes.Where(axis => axis.InResult && !used.Contains(axis.Name))];
        ContractionAxis[] summed = [.. axes.Where(axis => axis.IsSummed && !used.Contains(axis.Name))];
        Require(op, node, outer, "matrices");
        Require(op, node, summed, "pairs of matrices to add up");
        Tap[] taps = Walk(
            summed,
            axis => new Tap { A = A(axis), B = B(axis) },
            (x, y, times) => new Tap { A = x.A + (y.A * times), B = x.B + (y.B * times) }
        );
        MatMulPosition[] positions = Walk(
            outer,
            axis => new MatMulPosition(A(axis), B(axis), C(axis), 0, 0, 0, taps.Length),
            (x, y, times) => x with { A = x.A + (y.A * times), B = x.B + (y.B * times), C = x.C + (y.C * times) }
        );
        return new MatMulPlan
        {
            Kind = choice.Kind,
            A = a,
            B = b,
            C = result,
            M = row?.Extent ?? 1,
            N = column?.Extent ?? 1,
            K = inner?.Extent ?? 1,
            Lanes = lane is null ? 1 : Named(lane)!.Value.Extent,
            ARow = A(row),
            ACol = A(inner),
            BRow = B(inner),
            BCol = B(column),
            CRow = C(row),
            CCol = C(column),
            TakesEpilogue = choice.Kind != MatMulKind.Lanewise && choice.Row is not null && choice.Column is not null,
            Positions = [.. positions.Select((position, i) => position with { Outer = i, Taps = taps.Length })],
            Taps = taps,
        };
    }

    /// <summary>Rejects lists whose length would exhaust the memory.</summary>
    private static void Require(ContractOp op, Tensor node, ContractionAxis[] axes, string what)
    {
        double count = axes.Aggregate(1.0, (product, axis) => product * axis.Extent);
        if (count > MaxMatrices)
        {
            throw new ShapeException(
                op.Name,
                $"{count:0} {what} are too many",
                node.Inputs[0].Shape,
                node.Inputs[1].Shape
            );
        }
    }

    /// <summary>The offsets of all combinations of the axes' indices, row-major.</summary>
    private static T[] Walk<T>(ContractionAxis[] axes, Func<ContractionAxis, T> step, Func<T, T, int, T> add)
        where T : struct
    {
        T[] all = [default];
        foreach (ContractionAxis axis in axes)
        {
            T one = step(axis);
            all = [.. all.SelectMany(start => Enumerable.Range(0, axis.Extent).Select(i => add(start, one, i)))];
        }

        return all;
    }

    /// <summary>Merges summed axes that have uniform strides in both operands.</summary>
    private static List<ContractionAxis> Join(List<ContractionAxis> axes)
    {
        var joined = axes.Where(axis => axis.InResult).ToList();
        int kept = joined.Count;
        foreach (
            ContractionAxis axis in axes.Where(axis => axis.IsSummed && axis.Extent != 1)
                .OrderByDescending(axis => axis.Left)
        )
        {
            ContractionAxis? outer = joined.Count > kept ? joined[^1] : null;
            if (outer is { } o && o.Left == axis.Left * axis.Extent && o.Right == axis.Right * axis.Extent)
            {
                joined[^1] = axis with { Extent = o.Extent * axis.Extent };
            }
            else
            {
                joined.Add(axis);
            }
        }

        return joined;
    }

    private static int AxisOf(string labels, char? label) =>
        label is null ? -1 : labels.IndexOf(label.Value, StringComparison.Ordinal);

    private static IEnumerable<int> Existing(int axis) => axis < 0 ? [] : [axis];
}
