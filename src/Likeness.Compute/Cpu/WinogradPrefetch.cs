using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// Prefetches the memory of a Winograd convolution, some of it before each of its matmuls: the distance between pixels of the
/// images and of the result exceeds the reach of the hardware prefetcher.
/// </summary>
internal unsafe struct WinogradPrefetch
{
    // Floats of a cache line.
    private const int Line = 16;

    private float* start;
    private nint row;
    private nint column;
    private nint channel;
    private int rows;
    private int columns;
    private int channels;
    private int lanes;

    /// <summary>The part of the images that some tiles read.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="tileRow">The row of the tiles.</param>
    /// <param name="tile">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="lane">The first sample.</param>
    /// <param name="lanes">The number of samples.</param>
    /// <param name="known">The number of pixel columns that were just read.</param>
    public static WinogradPrefetch ForImages(
        in WinogradArguments a,
        int tileRow,
        int tile,
        int count,
        int lane,
        int lanes,
        int known
    )
    {
        (int top, int left) = ((WinogradForm.Tile * tileRow) - a.Top, (WinogradForm.Tile * tile) - a.Left);
        int bottom = Math.Min(a.Height, top + WinogradForm.Side);
        int right = Math.Min(a.Width, left + (WinogradForm.Tile * (count - 1)) + WinogradForm.Side);
        (top, left) = (Math.Max(0, top), Math.Max(0, left + known));
        return new WinogradPrefetch
        {
            start = a.X + (top * a.XRow) + (left * a.XColumn) + lane,
            row = a.XRow,
            column = a.XColumn,
            channel = a.XChannel,
            rows = Math.Max(0, bottom - top),
            columns = Math.Max(0, right - left),
            channels = a.K,
            lanes = lanes,
        };
    }

    /// <summary>The part of the result that some tiles compute for some channels.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="tileRow">The row of the tiles.</param>
    /// <param name="tile">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="lane">The first sample.</param>
    /// <param name="lanes">The number of samples.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="channels">The number of channels.</param>
    public static WinogradPrefetch ForResult(
        in WinogradArguments a,
        int tileRow,
        int tile,
        int count,
        int lane,
        int lanes,
        int first,
        int channels
    ) =>
        new()
        {
            start = a.Y + (WinogradForm.Tile * ((tileRow * a.YRow) + (tile * a.YColumn))) + (first * a.YChannel) + lane,
            row = a.YRow,
            column = a.YColumn,
            channel = a.YChannel,
            rows = Math.Min(WinogradForm.Tile, a.ResultHeight - (WinogradForm.Tile * tileRow)),
            columns = Math.Min(WinogradForm.Tile * count, a.ResultWidth - (WinogradForm.Tile * tile)),
            channels = channels,
            lanes = lanes,
        };

    /// <summary>Prefetches one of several even parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Prefetch(int part, int parts)
    {
        int all = rows * columns * channels;
        int first = (int)((long)all * part / parts);
        int end = (int)((long)all * (part + 1) / parts);
        while (Sse.IsSupported && first < end)
        {
            // Channels of one pixel are contiguous.
            (int pixel, int k) = Math.DivRem(first, channels);
            (int y, int x) = Math.DivRem(pixel, columns);
            float* position = start + (y * row) + (x * column) + (k * channel);
            int count = Math.Min(end - first, channels - k);
            for (int i = 0; i < count; i++, position += channel)
            {
                for (int lane = 0; lane < lanes; lane += Line)
                {
                    Sse.Prefetch1(position + lane);
                }
            }

            first += count;
        }
    }
}
