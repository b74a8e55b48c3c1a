using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void PagesOfMappedFilesAreLeftOut()
    {
        Assert.Equal(700, ProcessMemory.FromLinux("5000 1000 300 20 0 800 0\n"));
        Assert.Null(ProcessMemory.FromLinux("no numbers here\n"));
        Assert.InRange(ProcessMemory.Held, 1 << 20, Environment.WorkingSet + (64 << 20));
    }
}
