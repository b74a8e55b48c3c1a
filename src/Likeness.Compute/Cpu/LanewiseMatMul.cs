namespace Likeness.Compute.Cpu;

/// <summary>
/// Many small matmuls side by side, one in each lane, split into work units of one vector of lanes × one tile of the result. An
/// element is one chain of multiply-adds over the taps and over k = 0 … K − 1 within a tap. The order does not depend on the split.
/// </summary>
internal static unsafe class LanewiseMatMul
{
    /// <summary>The number of work units.</summary>
    public static int Units(in LanewiseMatMulArguments arguments, InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => LanewiseMatMulDriver<Lane512>.Units(in arguments),
            InstructionSet.Avx2 => LanewiseMatMulDriver<Lane256>.Units(in arguments),
            _ => LanewiseMatMulDriver<Lane128>.Units(in arguments),
        };

    /// <summary>Computes the units first … end − 1.</summary>
    public static void Run(in LanewiseMatMulArguments arguments, int first, int end, InstructionSet set)
    {
        switch (set)
        {
            case InstructionSet.Avx512:
                LanewiseMatMulDriver<Lane512>.Run(in arguments, first, end);
                break;
            case InstructionSet.Avx2:
                LanewiseMatMulDriver<Lane256>.Run(in arguments, first, end);
                break;
            default:
                LanewiseMatMulDriver<Lane128>.Run(in arguments, first, end);
                break;
        }
    }
}
