namespace Likeness.Compute.Cpu;

/// <summary>
/// The matmul whose operands both have contiguous k, for few columns: weights [out, in] times one sample or a handful. It is split
/// into work units of a few rows each. An element is one partial sum per vector lane, over the taps (some at a time if there are
/// many) and over k within a tap; the lanes are then added by halves. The order of additions does not depend on the split.
/// </summary>
internal static unsafe class DotProduct
{
    /// <summary>The number of work units.</summary>
    public static int Units(in DotProductArguments arguments, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => DotProductDriver<Lane512>.Units(in arguments),
            InstructionSet.Avx2 => DotProductDriver<Lane256>.Units(in arguments),
            _ => DotProductDriver<Lane128>.Units(in arguments),
        };

    /// <summary>Computes the units first … end − 1.</summary>
    public static void Run(in DotProductArguments arguments, int first, int end, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                DotProductDriver<Lane512>.Run(in arguments, first, end);
                break;
            case InstructionSet.Avx2:
                DotProductDriver<Lane256>.Run(in arguments, first, end);
                break;
            default:
                DotProductDriver<Lane128>.Run(in arguments, first, end);
                break;
        }
    }
}
