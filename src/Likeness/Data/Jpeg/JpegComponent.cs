namespace Likeness.Data.Jpeg;

/// <summary>One colour component of a frame: its sampling, its tables and its coefficients.</summary>
/// <param name="id">The identifier that scans use.</param>
/// <param name="horizontal">Its horizontal sampling factor, 1 … 4.</param>
/// <param name="vertical">Its vertical sampling factor, 1 … 4.</param>
/// <param name="quantisation">The number of its quantisation table, 0 … 3.</param>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int quantisation)
{
    public int Id => id;

    public int Horizontal => horizontal;

    public int Vertical => vertical;

    public int Quantisation => quantisation;

    /// <summary>Samples per row, before upsampling.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of samples, before upsampling.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks with samples, horizontally: the content of a scan of this component alone.</summary>
    public int BlocksWide => (Width + 7) / 8;

    /// <summary>Blocks with samples, vertically.</summary>
    public int BlocksHigh => (Height + 7) / 8;

    /// <summary>Horizontal blocks including the padding to whole MCUs.</summary>
    public int StoredWide { get; private set; }

    /// <summary>Vertical blocks including the padding to whole MCUs.</summary>
    public int StoredHigh { get; private set; }

    /// <summary>Quantised coefficients: [StoredHigh, StoredWide, 64], each block row by row.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>By zigzag position, the lowest bit decoded so far; −1 before the first.</summary>
    public int[] LowestBit { get; } = Enumerable.Repeat(-1, 64).ToArray();

    /// <summary>The quantisation steps, row by row, at the component's first scan; null before it.</summary>
    public ushort[]? Steps { get; set; }

    /// <summary>The running prediction of the DC coefficient.</summary>
    public int Prediction { get; set; }

    /// <summary>Derives sizes from the frame's (T.81 A.1.1 and A.2.4).</summary>
    public void Measure(int width, int height, int maxHorizontal, int maxVertical)
    {
        Width = DivideUp(width * horizontal, maxHorizontal);
        Height = DivideUp(height * vertical, maxVertical);
        StoredWide = DivideUp(width, 8 * maxHorizontal) * horizontal;
        StoredHigh = DivideUp(height, 8 * maxVertical) * vertical;
    }

    /// <summary>Allocates the coefficients.</summary>
    public void Allocate() => Coefficients = new short[StoredWide * StoredHigh * 64];

    /// <summary>The coefficients of one block: [64].</summary>
    public Span<short> Block(int row, int column) => Coefficients.AsSpan(((row * StoredWide) + column) * 64, 64);

    /// <summary>The samples of the whole component: [StoredHigh · 8, StoredWide · 8].</summary>
    public byte[] Samples()
    {
        int stride = StoredWide * 8;
        var samples = new byte[StoredHigh * 8 * stride];
        for (int row = 0; row < StoredHigh; row++)
        {
            for (int column = 0; column < StoredWide; column++)
            {
                InverseDct.Transform(
                    Block(row, column),
                    Steps,
                    samples.AsSpan((row * 8 * stride) + (column * 8)),
                    stride
                );
            }
        }

        return samples;
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}
