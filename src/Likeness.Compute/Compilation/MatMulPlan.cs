using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>The axis along which the vectors of a matmul run.</summary>
internal enum MatMulKind
{
    /// <summary>An axis of one operand; the elements of the other are broadcast to all lanes.</summary>
    Tile,

    /// <summary>An axis of both operands and the result, such as the batch in attention.</summary>
    Lanewise,

    /// <summary>A summed axis: for a few samples with row-major weights.</summary>
    Dot,
}

/// <summary>One matrix of a matmul: its offsets in the operands and the result.</summary>
/// <param name="A">The first element of the first operand.</param>
/// <param name="B">The first element of the second operand.</param>
/// <param name="C">The first element of the result.</param>
/// <param name="Outer">The index of the matrix among the elements of the result's outer axes.</param>
/// <param name="FirstRow">The matrix's first row within the result's row axis.</param>
/// <param name="FirstTap">The start of its list of taps.</param>
/// <param name="Taps">The length of that list.</param>
internal readonly record struct MatMulPosition(nint A, nint B, nint C, int Outer, int FirstRow, int FirstTap, int Taps);

/// <summary>
/// A matmul over memory: for each position C[m, n] = Σ over taps and k of A[tap + m·ARow + k·ACol] · B[tap + k·BRow + n·BCol]. A
/// linear layer has one position and one tap. A convolution has a position for each pixel and a tap for each kernel element inside
/// the image.
/// </summary>
internal sealed record MatMulPlan
{
    /// <summary>The axis along which the vectors run.</summary>
    public required MatMulKind Kind { get; init; }

    /// <summary>The operand with the rows; for a tile, the one whose elements are broadcast.</summary>
    public required View A { get; init; }

    /// <summary>The operand with the columns; for a tile, the one that vectors run over.</summary>
    public required View B { get; init; }

    public required View C { get; init; }

    public required int M { get; init; }

    public required int N { get; init; }

    public required int K { get; init; }

    /// <summary>The number of lanes where the lanes are neither columns nor summed.</summary>
    public int Lanes { get; init; } = 1;

    public int ARow { get; init; }

    public int ACol { get; init; }

    public int BRow { get; init; }

    public int BCol { get; init; }

    public int CRow { get; init; }

    public int CCol { get; init; }

    public required MatMulPosition[] Positions { get; init; }

    public required Tap[] Taps { get; init; }

    /// <summary>
    /// The number of consecutive positions that are the small channel groups of one position of a convolution: they share taps and
    /// have no epilogue.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// Whether rows and columns are those of the result's two innermost axes, so that an epilogue can run block by block.
    /// </summary>
    public bool TakesEpilogue { get; init; } = true;

    /// <summary>Whether the epilogue's rows are the columns and its columns the rows: it receives transposed blocks.</summary>
    public bool EpilogueCrosses { get; init; }

    /// <summary>Floating-point operations, counting a multiply-add as two.</summary>
    public long Flops => 2L * M * N * Lanes * K * Positions.Sum(position => (long)position.Taps);
}
