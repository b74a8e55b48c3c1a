using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

public sealed unsafe class TranspositionTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void PutsEveryElementAcrossAndNothingElse(InstructionSet set)
    {
        var cases =
            from rows in Gen.Choose(0, 70)
            from cols in Gen.Choose(0, 70)
            from srcPad in Gen.Choose(0, 3)
            from dstPad in Gen.Choose(0, 3)
            select (rows, cols, srcPad, dstPad);
        Prop.ForAll(Arb.From(cases), c => Transposes(set, c.rows, c.cols, c.cols + c.srcPad, c.rows + c.dstPad))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 9));
    }

    private static void Transposes(InstructionSet set, int rows, int cols, int srcRow, int dstRow)
    {
        bool empty = rows * cols == 0;
        using Guarded source = new(empty ? 0 : ((rows - 1) * srcRow) + cols, 1);
        using Guarded result = new(empty ? 0 : ((cols - 1) * dstRow) + rows, 2);
        for (int i = 0; i < source.Length; i++)
        {
            source.Span[i] = i;
        }

        Transposition.Transpose(source.Data, srcRow, result.Data, dstRow, rows, cols, set);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < cols; c++)
            {
                float value = result.Span[(c * dstRow) + r];
                Expect.True(value == (r * srcRow) + c, $"({c}, {r}): {value}");
            }
        }

        result.Check(i => i % dstRow < rows);
    }
}
