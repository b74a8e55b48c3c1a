using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Gathers rows of a table and transposes them, so that the first axis of the indices is innermost.</summary>
internal sealed unsafe class GatherStep : Step
{
    private const int LanesPerUnit = 64;
    private const int Columns = 64;
    private const int Lines = 16;
    private readonly View table;
    private readonly IndexList indices;
    private readonly View result;
    private readonly int[] resultRest;
    private readonly int rows;
    private readonly int width;
    private readonly int pieces;
    private float* from;
    private float* to;
    private InstructionSet instructions;

    /// <summary>Plans the loops.</summary>
    /// <param name="node">The op's node.</param>
    /// <param name="table">The table, with contiguous columns.</param>
    /// <param name="indices">The indices.</param>
    /// <param name="result">The result; its innermost axis is the first axis of the indices, or the columns.</param>
    public GatherStep(Tensor node, View table, View indices, View result)
        : base($"gather {node.Shape} of {node.Inputs[0].Shape}")
    {
        (this.table, this.result) = (table, result);
        this.indices = new IndexList(node.Inputs[1].Shape, indices);
        (rows, width) = (node.Inputs[0].Shape[0], node.Inputs[0].Shape[1]);
        resultRest = result.Strides[1..^1];
        pieces = (this.indices.Lanes + LanesPerUnit - 1) / LanesPerUnit;
        Units = pieces * this.indices.Rest;
        Work = node.Shape.Count;
        Read(table.Buffer);
        Read(indices.Buffer);
        Write(result.Buffer);
    }

    public override StepKind Kind => StepKind.Copies;

    public override int ScratchFloats => Lines * Columns;

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        from = table.Buffer.Data(arena) + table.Offset;
        to = result.Buffer.Data(arena) + result.Offset;
        indices.Bind(arena);
        instructions = isa;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        nint* chosen = stackalloc nint[Lines];
        for (int unit = first; unit < end; unit++)
        {
            (int rest, int piece) = Math.DivRem(unit, pieces);
            float* target = to + indices.Offset(rest, resultRest);
            int last = Math.Min(indices.Lanes, (piece + 1) * LanesPerUnit);
            for (int lane = piece * LanesPerUnit; lane < last; lane += Lines)
            {
                int count = Math.Min(Lines, last - lane);
                indices.Read(rest, lane, count, rows, chosen);
                if (result.Strides[^1] == 1)
                {
                    for (int line = 0; line < count; line++)
                    {
                        CopyRow(chosen[line], 0, width, target + ((nint)(lane + line) * result.Strides[0]));
                    }

                    continue;
                }

                for (int col = 0; col < width; col += Columns)
                {
                    int cols = Math.Min(Columns, width - col);
                    for (int line = 0; line < count; line++)
                    {
                        CopyRow(chosen[line], col, cols, scratch + (line * Columns));
                    }

                    float* position = target + ((nint)lane * result.Strides[0]) + ((nint)col * result.Strides[^1]);
                    Transposition.Transpose(scratch, Columns, position, result.Strides[^1], count, cols, instructions);
                }
            }
        }
    }

    /// <summary>Some columns of a row of the table; NaN if the row does not exist.</summary>
    private void CopyRow(nint row, int col, int cols, float* position)
    {
        var copy = new Span<float>(position, cols);
        if (row >= 0)
        {
            new ReadOnlySpan<float>(from + (row * table.Strides[0]) + col, cols).CopyTo(copy);
        }
        else
        {
            copy.Fill(float.NaN);
        }
    }
}
