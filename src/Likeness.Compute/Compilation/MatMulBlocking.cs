namespace Likeness.Compute.Compilation;

/// <summary>
/// Splits the matrices of a plan into blocks that stay in cache: all positions use some rows of the weights before the next rows
/// are read.
/// </summary>
internal static class MatMulBlocking
{
    // Floats of the rows' operand that stay in L2 beside the columns' operand.
    private const int RowFloats = 32 * 1024;

    // A multiple of the tile's rows and of the epilogue's block.
    private const int RowUnit = 32;

    /// <summary>The same plan, blocked.</summary>
    public static MatMulPlan Cut(MatMulPlan plan)
    {
        long perRow = (long)plan.K * plan.Taps.Length;
        bool shared =
            plan.Positions.Length > 1
            && plan.Positions.All(position => position.A == plan.Positions[0].A && position.Taps == plan.Taps.Length);
        if (!shared || perRow * plan.M <= 2 * RowFloats)
        {
            return plan;
        }

        int rows = Enumerable
            .Range(1, plan.M / RowUnit)
            .Select(units => units * RowUnit)
            .LastOrDefault(rows => plan.M % rows == 0 && rows * perRow <= RowFloats);
        return rows == 0
            ? plan
            : plan with
            {
                M = rows,
                Positions =
                [
                    .. Enumerable
                        .Range(0, plan.M / rows)
                        .SelectMany(block =>
                            plan.Positions.Select(position =>
                                position with
                                {
                                    A = position.A + ((nint)block * rows * plan.ARow),
                                    C = position.C + ((nint)block * rows * plan.CRow),
                                    FirstRow = position.FirstRow + (block * rows),
                                }
                            )
                        ),
                ],
            };
    }
}
