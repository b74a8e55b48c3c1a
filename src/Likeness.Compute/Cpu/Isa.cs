using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>The vector instructions that kernels are compiled for.</summary>
public enum InstructionSet
{
    /// <summary>128-bit vectors of the portable .NET API: any processor, x64 or Arm64.</summary>
    Portable,

    /// <summary>256-bit vectors with fused multiply-add (x64: AVX2 and FMA).</summary>
    Avx2,

    /// <summary>512-bit vectors (x64: AVX-512 F and DQ).</summary>
    Avx512,
}

/// <summary>Selects the <see cref="InstructionSet"/> of this process.</summary>
public static class Isa
{
    /// <summary>The environment variable that overrides the choice: <c>portable</c>, <c>avx2</c> or <c>avx512</c>.</summary>
    public const string Variable = "LIKENESS_ISA";

    private static readonly Lazy<InstructionSet> Chosen = new(() =>
        Choose(Environment.GetEnvironmentVariable(Variable))
    );

    /// <summary>The widest set that this processor and runtime support.</summary>
    public static InstructionSet Best
    {
        get
        {
            // Not Vector512.IsHardwareAccelerated: the runtime reports false on processors that lower their clock slightly for it.
            if (Avx512F.IsSupported && Avx512DQ.IsSupported)
            {
                return InstructionSet.Avx512;
            }

            return Avx2.IsSupported && Fma.IsSupported ? InstructionSet.Avx2 : InstructionSet.Portable;
        }
    }

    /// <summary>The set in use: <see cref="Best"/>, unless <see cref="Variable"/> names another.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names an unknown set, or one that this processor lacks.</exception>
    public static InstructionSet Current => Chosen.Value;

    /// <summary>Whether kernels of a set can run on this processor.</summary>
    /// <param name="set">The instruction set.</param>
    public static bool IsSupported(InstructionSet set) => set <= Best;

    /// <summary>Returns if kernels for the instruction set can run on this processor.</summary>
    /// <exception cref="PlatformNotSupportedException">They cannot, or the instruction set does not exist.</exception>
    internal static void Require(InstructionSet set)
    {
        if (!Enum.IsDefined(set) || !IsSupported(set))
        {
            throw new PlatformNotSupportedException(
                $"This processor has no instruction set '{set}' (the best is {Best})."
            );
        }
    }

    /// <summary>Parses the text of <see cref="Variable"/>; null or blank gives <see cref="Best"/>.</summary>
    internal static InstructionSet Choose(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Best;
        }

        InstructionSet? set = text.Trim().ToLowerInvariant() switch
        {
            "portable" => InstructionSet.Portable,
            "avx2" => InstructionSet.Avx2,
            "avx512" => InstructionSet.Avx512,
            _ => null,
        };
        if (set is null)
        {
            throw new PlatformNotSupportedException(
                $"{Variable}={text}: no such instruction set (use portable, avx2 or avx512, or leave it unset)"
            );
        }

        if (!IsSupported(set.Value))
        {
            throw new PlatformNotSupportedException(
                $"{Variable}={text}: this processor does not support {text} (it supports {Best.ToString().ToLowerInvariant()}; leave it unset)"
            );
        }

        return set.Value;
    }
}
