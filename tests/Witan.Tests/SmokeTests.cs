using Xunit;
namespace Witan.Tests;
public class SmokeTests { [Fact] public void Smoke() => Assert.NotNull(typeof(SmokeTests)); }
