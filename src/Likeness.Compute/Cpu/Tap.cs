namespace Likeness.Compute.Cpu;

/// <summary>
/// One of several products that are summed into the same result: the offsets of its operands, in elements from the operands'
/// pointers. A convolution has a tap for each kernel element inside the image.
/// </summary>
internal struct Tap
{
    public nint A;
    public nint B;
}
