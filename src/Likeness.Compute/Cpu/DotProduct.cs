namespace Likeness.Compute.Cpu;

/// <summary>
/// The matrix product whose operands both run along k in memory, cut into work units of a few rows each, for few columns:
/// weights [out, in] times one sample or a handful. An element is one sum for each place in a vector, over the taps (some of them
/// at a time where there are many) and in each over k, and these are then added up in halves, whatever the cut.
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
