using System.Numerics;
using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Adds rows to the table rows that indices select, always in the order of the indices in memory. A work unit owns some columns of
/// the whole table, so that workers never write to the same element.
/// </summary>
internal sealed unsafe class ScatterAddStep : Step
{
    private const int Columns = 16;
    private const int Lines = 16;
    private readonly View values;
    private readonly IndexList indices;
    private readonly View result;
    private readonly int[] valueRest;
    private readonly int rows;
    private readonly int width;
    private float* from;
    private float* to;
    private InstructionSet instructions;

    /// <summary>Plans the loops.</summary>
    /// <param name="node">The op's node.</param>
    /// <param name="values">The rows to add; the first axis of the indices is innermost.</param>
    /// <param name="indices">The indices.</param>
    /// <param name="result">The table, row-major.</param>
    public ScatterAddStep(Tensor node, View values, View indices, View result)
        : base($"scatter-add {node.Inputs[0].Shape} to {node.Shape}")
    {
        (this.values, this.result) = (values, result);
        this.indices = new IndexList(node.Inputs[1].Shape, indices);
        (rows, width) = (node.Shape[0], node.Shape[1]);
        valueRest = values.Strides[1..^1];
        Units = (width + Columns - 1) / Columns;
        Work = node.Inputs[0].Shape.Count + (node.Shape.Count / 4);
        Read(values.Buffer);
        Read(indices.Buffer);
        Write(result.Buffer);
    }

    public override StepKind Kind => StepKind.Reductions;

    public override int ScratchFloats => Lines * Columns;

    public override long Flops => (long)indices.Lanes * indices.Rest * width;

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        from = values.Buffer.Data(arena) + values.Offset;
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
            int col = unit * Columns;
            int cols = Math.Min(Columns, width - col);
            for (int row = 0; row < rows; row++)
            {
                new Span<float>(Row(row, col), cols).Clear();
            }

            for (int rest = 0; rest < indices.Rest; rest++)
            {
                float* source = from + indices.Offset(rest, valueRest) + ((nint)col * values.Strides[^1]);
                for (int lane = 0; lane < indices.Lanes; lane += Lines)
                {
                    int count = Math.Min(Lines, indices.Lanes - lane);
                    indices.Read(rest, lane, count, rows, chosen);
                    Transposition.Transpose(
                        source + lane,
                        values.Strides[^1],
                        scratch,
                        Columns,
                        cols,
                        count,
                        instructions
                    );
                    for (int line = 0; line < count; line++)
                    {
                        if (chosen[line] >= 0)
                        {
                            Add(Row(chosen[line], col), scratch + (line * Columns), cols);
                        }
                    }
                }
            }
        }
    }

    private float* Row(nint row, int col) => to + (row * result.Strides[0]) + col;

    private static void Add(float* sums, float* addends, int count)
    {
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.Load(sums + i) + Vector.Load(addends + i)).Store(sums + i);
        }

        for (; i < count; i++)
        {
            sums[i] += addends[i];
        }
    }
}
