using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The kernel transforms for <see cref="WinogradTransforms{TLane}"/>, and their adjoint.</summary>
internal static unsafe class WinogradKernels<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Side = WinogradForm.Side;

    /// <summary>U = G g Gᵀ of adjacent kernels.</summary>
    /// <param name="kernel">The first element of the kernels.</param>
    /// <param name="row">The row stride of a kernel.</param>
    /// <param name="column">The column stride.</param>
    /// <param name="count">The number of kernels, which are contiguous.</param>
    /// <param name="result">Receives the transformed kernels, also contiguous.</param>
    /// <param name="matrix">The stride between the elements of a transformed kernel.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(float* kernel, nint row, nint column, int count, float* result, nint matrix)
    {
        TLane zero = TLane.Create(0);
        float* columns = stackalloc float[Side * WinogradForm.Kernel * TLane.Width];
        for (int i = 0; i < count; i += TLane.Width)
        {
            int lanes = Math.Min(TLane.Width, count - i);
            for (int j = 0; j < WinogradForm.Kernel; j++)
            {
                float* from = kernel + (j * column) + i;
                TLane g0 = TLane.LoadPartial(from, lanes, zero);
                TLane g2 = TLane.LoadPartial(from + (2 * row), lanes, zero);
                WinogradForm<TLane>.Kernel(
                    g0,
                    TLane.LoadPartial(from + row, lanes, zero),
                    g2,
                    out TLane u1,
                    out TLane u2,
                    out TLane u3,
                    out TLane u4
                );
                WinogradTransforms<TLane>.Store(
                    columns + (j * TLane.Width),
                    WinogradForm.Kernel * TLane.Width,
                    g0,
                    u1,
                    u2,
                    u3,
                    u4,
                    g2
                );
            }

            float* position = columns;
            float* to = result + i;
            for (int j = 0; j < Side; j++, position += WinogradForm.Kernel * TLane.Width, to += Side * matrix)
            {
                TLane g0 = TLane.Load(position);
                TLane g2 = TLane.Load(position + (2 * TLane.Width));
                WinogradForm<TLane>.Kernel(
                    g0,
                    TLane.Load(position + TLane.Width),
                    g2,
                    out TLane u1,
                    out TLane u2,
                    out TLane u3,
                    out TLane u4
                );
                g0.StorePartial(to, lanes);
                u1.StorePartial(to + matrix, lanes);
                u2.StorePartial(to + (2 * matrix), lanes);
                u3.StorePartial(to + (3 * matrix), lanes);
                u4.StorePartial(to + (4 * matrix), lanes);
                g2.StorePartial(to + (5 * matrix), lanes);
            }
        }
    }

    /// <summary>Gᵀ u G of one vector of elements of a kernel's gradient.</summary>
    /// <param name="elements">The first element.</param>
    /// <param name="matrix">The stride between elements.</param>
    /// <param name="result">Receives the 3 × 3 results.</param>
    /// <param name="next">The stride between results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(float* elements, nint matrix, float* result, nint next)
    {
        float* columns = stackalloc float[WinogradForm.Kernel * Side * TLane.Width];
        for (int j = 0; j < Side; j++)
        {
            Fold(elements + (j * matrix), Side * matrix, columns + (j * TLane.Width), Side * TLane.Width);
        }

        for (int i = 0; i < WinogradForm.Kernel; i++)
        {
            Fold(columns + (i * Side * TLane.Width), TLane.Width, result + (i * WinogradForm.Kernel * next), next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(float* elements, nint step, float* result, nint next)
    {
        WinogradForm<TLane>.Gradient(
            TLane.Load(elements),
            TLane.Load(elements + step),
            TLane.Load(elements + (2 * step)),
            TLane.Load(elements + (3 * step)),
            TLane.Load(elements + (4 * step)),
            TLane.Load(elements + (5 * step)),
            out TLane g0,
            out TLane g1,
            out TLane g2
        );
        g0.Store(result);
        g1.Store(result + next);
        g2.Store(result + (2 * next));
    }
}
