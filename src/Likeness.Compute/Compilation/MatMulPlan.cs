using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>How the vectors of a product run.</summary>
internal enum MatMulKind
{
    /// <summary>Along an axis of one operand; the other's elements are repeated in all places of a vector.</summary>
    Tile,

    /// <summary>Along an axis of both operands and the result, such as the batch in attention.</summary>
    Lanewise,

    /// <summary>Along an axis that is summed: for a few samples, when weights lie row after row.</summary>
    Dot,
}

/// <summary>One matrix of a product: where it lies in the operands and the result.</summary>
/// <param name="A">The first element of the first operand.</param>
/// <param name="B">The first element of the second operand.</param>
/// <param name="C">The first element of the result.</param>
/// <param name="Outer">The number of the matrix among the elements of the result's outer axes.</param>
/// <param name="FirstRow">The matrix's first row within the result's row axis.</param>
/// <param name="FirstTap">Where the list of what is summed begins.</param>
/// <param name="Taps">How long that list is.</param>
internal readonly record struct MatMulPosition(nint A, nint B, nint C, int Outer, int FirstRow, int FirstTap, int Taps);

/// <summary>
/// A product over memory: for each place C[m, n] = Σ over taps and k of A[tap + m·ARow + k·ACol] · B[tap + k·BRow + n·BCol]. A linear
/// layer has one place and one tap; a convolution a place for each pixel and a tap for each element of the kernel that it sees.
/// </summary>
internal sealed record MatMulPlan
{
    /// <summary>How the vectors run.</summary>
    public required MatMulKind Kind { get; init; }

    /// <summary>The operand of the rows; of a tile, the one whose elements are repeated.</summary>
    public required View A { get; init; }

    /// <summary>The operand of the columns; of a tile, the one that vectors run over.</summary>
    public required View B { get; init; }

    public required View C { get; init; }

    public required int M { get; init; }

    public required int N { get; init; }

    public required int K { get; init; }

    /// <summary>How many lanes there are where these are neither columns nor summed.</summary>
    public int Lanes { get; init; } = 1;

    public int ARow { get; init; }

    public int ACol { get; init; }

    public int BRow { get; init; }

    public int BCol { get; init; }

    public int CRow { get; init; }

    public int CCol { get; init; }

    public required MatMulPosition[] Positions { get; init; }

    public required Tap[] Taps { get; init; }

    /// <summary>How many places in a row are the small groups of channels of one place of a convolution: they have the same taps, and no tail of their own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether rows and columns are those of the result's two innermost axes, so that a tail may follow block by block.</summary>
    public bool TakesEpilogue { get; init; } = true;

    /// <summary>Whether the tail's rows are the columns and its columns the rows: it meets the blocks on their side.</summary>
    public bool EpilogueCrosses { get; init; }

    /// <summary>Floating-point operations, counting a multiply-add as two.</summary>
    public long Flops => 2L * M * N * Lanes * K * Positions.Sum(position => (long)position.Taps);
}
